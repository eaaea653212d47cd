import { Option } from 'commander';
import { federateManifests } from '../../interop/kubefed/federate/federate-manifests';
import { FederationError } from '../../model/federation-error';
import { type Semantics } from '../../model/finding';
import { type JsonObject } from '../../model/json';
import { YamlText } from '../../synth/yaml/yaml-text';
import { defineCommand, examples, filenameOption, semanticsOf, semanticsOption } from '../command';
import { readInput } from '../read-input';
import { federatedText, leftOutText } from '../text/federate-text';
import { writeOutputFile } from '../write-output-file';

interface FederateFlags {
  readonly filename?: readonly string[];
  readonly contents?: boolean;
  readonly namespace?: string;
  readonly output?: string;
  readonly semantics?: Semantics;
}

/** `fed8s federate`: Federated objects of plain YAML. */
export const command = defineCommand<FederateFlags>({
  name: 'federate',
  kind: 'FederateReport',
  declare: (federate) =>
    federate
      .summary('turn plain Kubernetes YAML into Federated objects')
      .description(
        'Wraps every object of plain Kubernetes YAML into a Federated object of KubeFed, placed on all clusters, and prints ' +
          'them as YAML. Edit placements and overrides, and give the result to `fed8s synth -f` with your KubeFedClusters.\n\n' +
          'What a cluster assigns (uid, status, addresses) is taken out, and what it makes by itself (token secrets, Pods of a ' +
          'Deployment, EndpointSlices) is left out and told on stderr; so the input may be files as well as ' +
          '`kubectl get -o yaml`. With --semantics kubefed the result is what `kubefedctl federate` would print.',
      )
      .addOption(filenameOption('plain YAML or JSON'))
      .option(
        '-c, --contents',
        'take the input for the contents of namespaces: add a FederatedNamespace for every namespace that an object ' +
          'lives in, also where the input has no Namespace of that name, so that the result can be resolved as it is; ' +
          'with --semantics kubefed it also opens Lists and skips what `kubefedctl federate --contents` skips',
      )
      .option('-n, --namespace <name>', 'the namespace of namespaced objects that name none (strict semantics)')
      .addOption(new Option('-o, --output <file>', 'write to a file (default: stdout)'))
      .addOption(semanticsOption())
      .addHelpText(
        'after',
        examples([
          ['files of one namespace', 'fed8s federate -f shop.yaml -n shop --contents -o federated.yaml'],
          [
            'what runs in a namespace',
            'kubectl get -n shop -o yaml all,configmaps,secrets | fed8s federate -f - --contents',
          ],
          ['exactly what kubefedctl would print', 'fed8s federate -f shop.yaml --semantics kubefed'],
        ]),
      ),
  run: ({ io, progress, options }) => {
    const { filename, contents = false, namespace, output } = options;
    const semantics = semanticsOf(options, io.env);
    if (filename === undefined) {
      throw new FederationError({
        code: 'invalid-call',
        severity: 'error',
        message: 'federate needs plain YAML, and none is given.',
        remedy: 'Give it with -f: a file, a folder, or - for standard input.',
      });
    }
    if (output === '') {
      throw new FederationError({
        code: 'invalid-call',
        severity: 'error',
        message: '-o names no file.',
        remedy: 'Name a file, or leave -o out.',
      });
    }
    // kubefedctl takes a List for one object.
    const openLists = semantics === 'strict' || contents;
    const input = readInput(filename, { io, progress, openLists });
    const federated = federateManifests(input.manifests, { semantics, contents, namespace, origin: input.origin });
    const problems = [...input.problems, ...federated.problems];
    if (problems.some(({ severity }) => severity === 'error')) throw new FederationError(problems);

    const { manifests, leftOut } = federated;
    const state = output === undefined ? undefined : writeOutputFile(output, documentsText(manifests));
    const to = output === undefined || state === undefined ? undefined : { file: output, state };
    return {
      kind: 'FederateReport',
      problems,
      data: { semantics, ...(to ?? { manifests }), leftOut },
      text: (paint) => (to === undefined ? documentsText(manifests) : federatedText(manifests, to, paint)),
      notes: (paint) => leftOutText(leftOut, paint),
    };
  },
});

/** Each document behind a line of dashes, as kubectl and kubefedctl print several. */
function documentsText(manifests: readonly JsonObject[]): string {
  const yaml = new YamlText();
  return manifests.map((manifest) => `---\n${yaml.manifest(manifest)}`).join('');
}
