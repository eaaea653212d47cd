import { type JsonObject, isJsonList } from '../../model/json';
import { qualifiedKindOf } from '../../model/object-ref';
import { refOfManifest } from '../../model/ref-of-manifest';
import { mapAt, numberIn, textIn } from '../json-fields';
import { READY, type Readiness, failing, waiting } from './readiness';
import { conditionOf, describeCondition } from './status-fields';

/**
 * How far a living object has come. The rules for workloads are those of `kubectl rollout status` (kubectl,
 * pkg/polymorphichelpers/rollout_status.go); a kind that is not known is ready by its condition `Ready`, where it has one.
 */
export function readinessOf(object: JsonObject): Readiness {
  if (textIn(mapAt(object, 'metadata'), 'deletionTimestamp') !== '') return waiting('it is being deleted');
  const key = qualifiedKindOf(refOfManifest(object));
  if (
    numberIn(mapAt(object, 'status'), 'observedGeneration', Infinity) <
    numberIn(mapAt(object, 'metadata'), 'generation')
  ) {
    return waiting('its controller has not seen the change yet');
  }
  return Object.hasOwn(RULES, key) ? (RULES[key] as Rule)(object) : generic(object);
}

type Rule = (object: JsonObject) => Readiness;

const RULES: Readonly<Record<string, Rule>> = {
  Namespace: (object) =>
    textIn(mapAt(object, 'status'), 'phase') === 'Terminating' ? waiting('it is being deleted') : READY,
  'CustomResourceDefinition.apiextensions.k8s.io': customResourceDefinition,
  'APIService.apiregistration.k8s.io': (object) => byCondition(object, 'Available'),
  'Deployment.apps': deployment,
  'ReplicaSet.apps': replicas,
  ReplicationController: replicas,
  'StatefulSet.apps': statefulSet,
  'DaemonSet.apps': daemonSet,
  'Job.batch': job,
  Pod: pod,
  PersistentVolumeClaim: claim,
  Service: service,
};

function customResourceDefinition(object: JsonObject): Readiness {
  const names = conditionOf(object, 'NamesAccepted');
  if (names?.status === 'False') return failing(describeCondition('NamesAccepted', names));
  return byCondition(object, 'Established');
}

/** Ready when the condition is True, and not before it is there. */
function byCondition(object: JsonObject, type: string): Readiness {
  const condition = conditionOf(object, type);
  if (condition === undefined) return waiting(`it has no condition ${type} yet`);
  return condition.status === 'True' ? READY : waiting(describeCondition(type, condition));
}

function deployment(object: JsonObject): Readiness {
  const [spec, status] = [mapAt(object, 'spec'), mapAt(object, 'status')];
  const unseen = unseenStatus(status);
  if (unseen !== undefined) return unseen;
  const progressing = conditionOf(object, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') return failing(describeCondition('Progressing', progressing));
  const wanted = numberIn(spec, 'replicas', 1);
  const updated = numberIn(status, 'updatedReplicas');
  const available = numberIn(status, 'availableReplicas');
  if (updated < wanted) return waiting(`${updated} of ${wanted} replicas are updated`);
  const old = numberIn(status, 'replicas') - updated;
  if (old > 0) return waiting(`${old} old replicas are still there`);
  if (available < updated) return waiting(`${available} of ${updated} updated replicas are available`);
  return READY;
}

function replicas(object: JsonObject): Readiness {
  const status = mapAt(object, 'status');
  const unseen = unseenStatus(status);
  if (unseen !== undefined) return unseen;
  const wanted = numberIn(mapAt(object, 'spec'), 'replicas', 1);
  const available = numberIn(status, 'availableReplicas');
  return available < wanted ? waiting(`${available} of ${wanted} replicas are available`) : READY;
}

function statefulSet(object: JsonObject): Readiness {
  const [spec, status] = [mapAt(object, 'spec'), mapAt(object, 'status')];
  const unseen = unseenStatus(status);
  if (unseen !== undefined) return unseen;
  const wanted = numberIn(spec, 'replicas', 1);
  const ready = numberIn(status, 'readyReplicas');
  if (ready < wanted) return waiting(`${ready} of ${wanted} replicas are ready`);
  // Pods of this strategy are updated when somebody deletes them.
  if (textIn(mapAt(spec, 'updateStrategy'), 'type') === 'OnDelete') return READY;
  const updated = numberIn(status, 'updatedReplicas');
  const partition = numberIn(mapAt(spec, 'updateStrategy', 'rollingUpdate'), 'partition');
  if (partition > 0) {
    const due = Math.max(wanted - partition, 0);
    return updated < due ? waiting(`${updated} of ${due} replicas beyond the partition are updated`) : READY;
  }
  const [current, update] = [textIn(status, 'currentRevision'), textIn(status, 'updateRevision')];
  return current === update ? READY : waiting(`${updated} of ${wanted} replicas are updated`);
}

function daemonSet(object: JsonObject): Readiness {
  const [spec, status] = [mapAt(object, 'spec'), mapAt(object, 'status')];
  const unseen = unseenStatus(status);
  if (unseen !== undefined) return unseen;
  const wanted = numberIn(status, 'desiredNumberScheduled');
  const updated = numberIn(status, 'updatedNumberScheduled');
  const available = numberIn(status, 'numberAvailable');
  const isOnDelete = textIn(mapAt(spec, 'updateStrategy'), 'type') === 'OnDelete';
  if (!isOnDelete && updated < wanted) return waiting(`it is updated on ${updated} of ${wanted} nodes`);
  return available < wanted ? waiting(`it is available on ${available} of ${wanted} nodes`) : READY;
}

function job(object: JsonObject): Readiness {
  const failed = conditionOf(object, 'Failed');
  if (failed?.status === 'True') return failing(describeCondition('Failed', failed));
  if (conditionOf(object, 'Complete')?.status === 'True' || mapAt(object, 'spec').suspend === true) return READY;
  return waiting(`${numberIn(mapAt(object, 'status'), 'succeeded')} of its Pods have succeeded`);
}

function pod(object: JsonObject): Readiness {
  const phase = textIn(mapAt(object, 'status'), 'phase');
  if (phase === 'Succeeded') return READY;
  if (phase === 'Failed') return failing(`its phase is Failed: ${textIn(mapAt(object, 'status'), 'reason')}`);
  return byCondition(object, 'Ready');
}

function claim(object: JsonObject): Readiness {
  const phase = textIn(mapAt(object, 'status'), 'phase');
  if (phase === 'Bound') return READY;
  return phase === 'Lost' ? failing('its volume is lost') : waiting('no volume is bound to it yet');
}

function service(object: JsonObject): Readiness {
  if (textIn(mapAt(object, 'spec'), 'type') !== 'LoadBalancer') return READY;
  const { ingress } = mapAt(object, 'status', 'loadBalancer');
  return isJsonList(ingress) && ingress.length > 0 ? READY : waiting('it has no address of a load balancer yet');
}

/** Stalled and Ready are what many controllers keep to (sigs.k8s.io/cli-utils, pkg/kstatus). */
function generic(object: JsonObject): Readiness {
  const stalled = conditionOf(object, 'Stalled');
  if (stalled?.status === 'True') return failing(describeCondition('Stalled', stalled));
  const ready = conditionOf(object, 'Ready');
  return ready === undefined || ready.status === 'True' ? READY : waiting(describeCondition('Ready', ready));
}

/** A workload whose controller has said nothing yet. */
function unseenStatus(status: JsonObject): Readiness | undefined {
  return status.observedGeneration === undefined ? waiting('its controller has not seen it yet') : undefined;
}
