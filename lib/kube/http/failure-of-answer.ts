import { type Json, type JsonObject, isJsonObject } from '../../model/json';
import { type ApiFailure, type ApiFailureKind, type FailureCause, apiFailure } from '../answer';
import { type HttpAnswer } from './exchange';

/** Why a server has not done what was asked for, from an answer that is no 2xx. */
export function failureOfAnswer(answer: HttpAnswer): ApiFailure {
  const { status } = answer;
  const told = statusObject(answer);
  if (told === undefined) return foreignFailure(answer);
  const details = isJsonObject(told.details) ? told.details : {};
  const reason = typeof told.reason === 'string' && told.reason !== '' ? told.reason : undefined;
  const causes = causesOf(details.causes);
  const token = isJsonObject(told.metadata) ? told.metadata.continue : undefined;
  const text = typeof told.message === 'string' && told.message !== '' ? told.message : undefined;
  const message =
    status === 401
      ? 'The server does not accept the credential (401 Unauthorized).'
      : (text ?? `The server answered ${status}${reason === undefined ? '' : ` ${reason}`}.`);
  return {
    kind: kindOf({ status, reason, message, causes }),
    status,
    ...(reason !== undefined && { reason }),
    message,
    causes,
    isUncertain: false,
    ...(typeof token === 'string' && token !== '' && { continueToken: token }),
  };
}

/** The Status object of an answer; undefined where it has none, and so is not from a Kubernetes API server. */
export function statusObject({ body, headers }: HttpAnswer): JsonObject | undefined {
  if (headers['content-type']?.includes('json') !== true) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) && value.kind === 'Status' ? value : undefined;
  } catch {
    return undefined;
  }
}

function causesOf(causes: Json | undefined): FailureCause[] {
  if (!Array.isArray(causes)) return [];
  return (causes as readonly Json[]).filter(isJsonObject).map(({ reason, field, message }) => ({
    ...(typeof reason === 'string' && { reason }),
    ...(typeof field === 'string' && { field }),
    message: typeof message === 'string' ? message : '',
  }));
}

interface Told {
  readonly status: number;
  readonly reason: string | undefined;
  readonly message: string;
  readonly causes: readonly FailureCause[];
}

// k8s.io/apiserver, pkg/admission/plugin/webhook/errors/statuserror.go: a webhook may refuse with any code
const REFUSED_BY_ADMISSION =
  /admission webhook "[^"]*" (?:denied|attempted|timed)|ValidatingAdmissionPolicy '|failed calling webhook|MutatingAdmissionPolicy '/;
// k8s.io/apiserver, pkg/endpoints/handlers/responsewriters/errors.go (forbiddenMessage), and the escalation checks of RBAC
const FORBIDDEN_BY_RBAC = /\bforbidden: User "|not currently held|cannot (?:bind|escalate|impersonate)/;
// k8s.io/apiserver, pkg/admission/plugin/resourcequota/controller.go
const FORBIDDEN_BY_QUOTA = /exceeded quota|failed quota|status unknown for quota|insufficient quota/;

// k8s.io/apiserver, pkg/endpoints/handlers/patch.go: an apply that does not fit the schema answers 500
const NOT_OF_THE_SCHEMA =
  /failed to create typed patch object|field not declared in schema|failed to convert (?:patch|new) object/;

function kindOf({ status, reason, message, causes }: Told): ApiFailureKind {
  if (status === 401) return 'unauthorized';
  if (causes.some((cause) => cause.reason === 'NamespaceTerminating')) return 'terminating';
  if (status !== 429 && REFUSED_BY_ADMISSION.test(message)) return 'admission';
  if (status === 403) {
    if (FORBIDDEN_BY_RBAC.test(message)) return 'forbidden';
    if (message.includes('because it is being terminated')) return 'terminating';
    if (FORBIDDEN_BY_QUOTA.test(message)) return 'quota';
    // What else is forbidden, an admission plugin forbids: PodSecurity, LimitRanger, ServiceAccount.
    return message.includes(' is forbidden: ') ? 'admission' : 'forbidden';
  }
  if (status === 500 && NOT_OF_THE_SCHEMA.test(message)) return 'invalid';
  if (status === 409) return reason === 'AlreadyExists' ? 'already-exists' : 'conflict';
  return byStatus(status);
}

function byStatus(status: number): ApiFailureKind {
  switch (status) {
    case 400:
    case 405:
    case 406:
    case 415:
    case 422:
      return 'invalid';
    case 404:
      return 'not-found';
    case 408:
      return 'timeout';
    case 410:
      return 'expired';
    case 413:
      return 'too-large';
    case 429:
      return 'throttled';
    default:
      return status >= 500 ? 'server-error' : 'malformed';
  }
}

/** An answer without a Status: of a proxy, a load balancer, or of an API server that is not to be talked to yet. */
function foreignFailure({ status, headers, body }: HttpAnswer): ApiFailure {
  const kind: ApiFailureKind =
    status === 401
      ? 'unauthorized'
      : status === 413
        ? 'too-large'
        : status === 429
          ? 'throttled'
          : status >= 500
            ? 'server-error'
            : 'malformed';
  const type = headers['content-type']?.split(';', 1)[0];
  const what = type === undefined ? 'without a type' : `of type ${type}`;
  const excerpt = type === 'text/plain' ? `: ${body.trim().split('\n', 1)[0]?.slice(0, 200) ?? ''}` : '';
  const message = `The answer ${status} ${what} is not from a Kubernetes API server${excerpt}.`;
  return apiFailure({ kind, status, message });
}
