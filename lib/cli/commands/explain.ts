import { Option } from 'commander';
import { FederationError } from '../../model/federation-error';
import { type Semantics } from '../../model/finding';
import { explain } from '../../resolve/explain/explain';
import {
  defineCommand,
  examples,
  filenameOption,
  lockOption,
  refreshLockOption,
  scopeOption,
  semanticsOf,
  semanticsOption,
  systemNamespaceOption,
} from '../command';
import { type SourceFlags, readFederation } from '../source/read-federation';
import { explanationText } from '../text/explanation-text';

interface ExplainFlags extends SourceFlags {
  readonly semantics?: Semantics;
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
          'not as the template has it, which override has set it; and how replicas were divided. It writes nothing.',
      )
      .argument('<object>', 'by kind, namespace and name: deployment/shop/web')
      .argument('[cluster]', 'one cluster (default: all of them)')
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
          ['the same from KubeFed YAML', 'fed8s explain -f federation/ deployment/shop/web'],
        ]),
      ),
  run: async ({ io, format, progress, options, args }) => {
    const [object = '', named] = args;
    const { whyNot } = options;
    if (named !== undefined && whyNot !== undefined && named !== whyNot) {
      throw new FederationError({
        code: 'invalid-call',
        severity: 'error',
        message: `Two clusters are asked for, ${named} and ${whyNot}.`,
        remedy: 'Name one of them.',
      });
    }
    const { federation, semantics, locked, problems } = await readFederation(options, { io, format, progress });
    const asked = options.semantics ?? semantics ?? semanticsOf(options, io.env);
    const explanation = explain(federation, { object, cluster: whyNot ?? named, semantics: asked, locked });
    const { problems: ofObject, ...data } = explanation;
    return {
      kind: 'Explanation',
      problems: [...problems, ...ofObject],
      data,
      text: (paint) => explanationText(explanation, paint),
    };
  },
});
