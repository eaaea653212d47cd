import { Argument, Option } from 'commander';
import { FederationError } from '../../model/federation-error';
import { explain } from '../../resolve/explain/explain';
import { explainTree } from '../../synth/explain-tree';
import {
  defineCommand,
  examples,
  filenameOption,
  lockOption,
  refreshLockOption,
  scopeOption,
  semanticsOption,
  systemNamespaceOption,
} from '../command';
import { type Report } from '../report';
import { type SourceFlags, readFederation } from '../source/read-federation';
import { namesFolder, readIndexOf } from '../source/written-folder';
import { explanationText, treeExplanationText } from '../text/explanation-text';

interface ExplainFlags extends SourceFlags {
  readonly whyNot?: string;
}

/** `fed8s explain`: why an object is, or is not, on a cluster, and who has set what is different there. */
export const command = defineCommand<ExplainFlags>({
  name: 'explain',
  kind: 'Explanation',
  declare: (command_) =>
    command_
      .summary('say why an object is where it is, and who has set what is different there')
      .description(
        'Says, for every cluster or one, whether an object is there, by which rule, and what that rule saw; for each field that is ' +
          'not as the template has it, which override has set it; and how replicas were divided. It writes nothing. A written folder knows where an object is and by which rule, not its fields.',
      )
      .usage('[options] [folder] <object> [cluster]')
      // What stands first is a folder or an object, which commander cannot tell apart.
      .addArgument(new Argument('<object...>'))
      .configureHelp({ visibleArguments: () => ARGUMENTS })
      .addOption(filenameOption('KubeFed YAML or JSON (default: the app of cdk8s.yaml)'))
      .addOption(new Option('--why-not <cluster>', 'the cluster on which the object is missing'))
      .addOption(semanticsOption())
      .addOption(scopeOption())
      .addOption(systemNamespaceOption())
      .addOption(lockOption())
      .addOption(refreshLockOption())
      .addHelpText(
        'after',
        examples([
          ['where the app of cdk8s.yaml puts a Deployment, and why', 'fed8s explain deployment/shop/web'],
          ['what is different on one cluster', 'fed8s explain deployment/shop/web cluster2'],
          ['why it is not on another', 'fed8s explain deployment/shop/web --why-not cluster3'],
          ['where a written folder has it, without its source', 'fed8s explain ./dist deployment/shop/web'],
          ['the same from KubeFed YAML', 'fed8s explain -f federation/ deployment/shop/web'],
        ]),
      ),
  run: async ({ io, format, progress, options, args }) => {
    const { folder, object, cluster } = askedOf(args, options);
    if (folder !== undefined) return explainedByIndex({ folder, object, cluster });
    const { federation, semantics, locked, problems } = await readFederation(options, { io, format, progress });
    const explanation = explain(federation, { object, cluster, semantics, locked });
    const { problems: ofObject, ...data } = explanation;
    return {
      kind: 'Explanation',
      problems: [...problems, ...ofObject],
      data,
      text: (paint) => explanationText(explanation, paint),
    };
  },
});

/** As the help tells of them. */
const ARGUMENTS = [
  new Argument(
    '[folder]',
    'a folder that fed8s has written, which is asked instead of its source; ./ in front makes it plain',
  ),
  new Argument('<object>', 'by kind, namespace and name: deployment/shop/web'),
  new Argument('[cluster]', 'one cluster (default: all of them)'),
];

interface Asked {
  readonly folder?: string;
  readonly object: string;
  readonly cluster: string | undefined;
}

/** @throws FederationError `invalid-call`. */
function askedOf(args: readonly string[], options: ExplainFlags): Asked {
  const [first = '', next] = args;
  const isOfFolder = namesFolder(first, next);
  const [object, named, more] = isOfFolder ? args.slice(1) : args;
  const { whyNot } = options;
  if (object === undefined) throw invalidCall(`No object of ${first} is asked for.`, 'Name one: deployment/shop/web.');
  if (more !== undefined) {
    throw invalidCall(
      `After the object ${object} and the cluster ${named ?? ''} there is ${more}.`,
      'Name [folder] object [cluster], in this order.',
    );
  }
  if (named !== undefined && whyNot !== undefined && named !== whyNot) {
    throw invalidCall(`Two clusters are asked for, ${named} and ${whyNot}.`, 'Name one of them.');
  }
  if (!isOfFolder) return { object, cluster: whyNot ?? named };
  const useless = OF_SOURCES.filter(([, name]) => options[name] !== undefined).map(([flag]) => flag);
  if (useless.length > 0) {
    throw invalidCall(
      `${useless.join(', ')} cannot go with the folder ${first}, which says what was decided already.`,
      'Name the folder, or the source.',
    );
  }
  return { folder: first, object, cluster: whyNot ?? named };
}

/** The options that say how a source is to be understood. */
const OF_SOURCES = [
  ['-f', 'filename'],
  ['--semantics', 'semantics'],
  ['--scope', 'scope'],
  ['--system-namespace', 'systemNamespace'],
  ['--lock', 'lock'],
] as const satisfies readonly (readonly [string, keyof ExplainFlags])[];

function invalidCall(message: string, remedy: string): FederationError {
  return new FederationError({ code: 'invalid-call', severity: 'error', message, remedy });
}

function explainedByIndex({ folder, ...asked }: Asked & { readonly folder: string }): Report {
  const explanation = explainTree(readIndexOf(folder), asked);
  return {
    kind: 'Explanation',
    problems: [],
    data: explanation,
    text: (paint) => treeExplanationText(explanation, { paint, folder }),
  };
}
