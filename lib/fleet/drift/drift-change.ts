import { type ApiFailure } from '../../kube/answer';
import { type KindRef } from '../../kube/cluster-api';
import { type ObjectRef } from '../../model/object-ref';
import { type ObjectDrift } from './object-drift';

/** What a watch has to tell. */
export type DriftChange =
  /** An object has drifted, or drifts in another way. */
  | { readonly change: 'object'; readonly cluster: string; readonly drift: ObjectDrift }
  /** An object that was told of is in sync again, or, if nobody declares it, gone. */
  | { readonly change: 'settled'; readonly cluster: string; readonly object: ObjectRef }
  /** A cluster, or one kind on it, cannot be watched: nothing is known of it until it is found again. */
  | { readonly change: 'lost'; readonly cluster: string; readonly kind?: KindRef; readonly failure: ApiFailure }
  /** It is watched again. */
  | { readonly change: 'found'; readonly cluster: string; readonly kind: KindRef };
