import type * as Federation from './federation-of-tree';
import type * as KubeFedForm from './kubefed-form';
import type * as Explain from '../resolve/explain/explain';
import type * as Resolve from '../resolve/resolve';
import type * as HandOver from '../synth/hand-over';
import type * as Guard from '../synth/guard-settings';
import type * as LockUse from '../synth/lock-use';
import type * as Report from '../synth/run-report';
import type * as Synthesize from '../synth/synthesize';
import type * as Yaml from '../synth/yaml/yaml-text';

/* eslint-disable @typescript-eslint/no-require-imports -- the point of this file */

/**
 * What an app needs only when it is put to work, loaded when it is: whoever only imports `fed8s`, as every library of
 * constructs does, pays for little more than cdk8s.
 */
export const atWork = {
  get federationOfTree() {
    return (require('./federation-of-tree') as typeof Federation).federationOfTree;
  },
  get explain() {
    return (require('../resolve/explain/explain') as typeof Explain).explain;
  },
  get guardOf() {
    return (require('../synth/guard-settings') as typeof Guard).guardOf;
  },
  get handOver() {
    return (require('../synth/hand-over') as typeof HandOver).handOver;
  },
  get inKubeFedsForm() {
    return (require('./kubefed-form') as typeof KubeFedForm).inKubeFedsForm;
  },
  get lockUse() {
    return require('../synth/lock-use') as typeof LockUse;
  },
  get resolve() {
    return (require('../resolve/resolve') as typeof Resolve).resolve;
  },
  get synthesize() {
    return (require('../synth/synthesize') as typeof Synthesize).synthesize;
  },
  get writeRunReport() {
    return (require('../synth/run-report') as typeof Report).writeRunReport;
  },
  get documentsText() {
    return (require('../synth/yaml/yaml-text') as typeof Yaml).documentsText;
  },
};
