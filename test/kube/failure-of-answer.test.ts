import { failureOfAnswer } from '../../lib/kube/http/failure-of-answer';

const answer = (code: number, message: string, rest: object = {}) => ({
  status: code,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ kind: 'Status', message, ...rest }),
});

describe('the failure that an answer tells of', () => {
  // The messages are those of kube-apiserver 1.37.
  it.each([
    [
      'forbidden',
      403,
      'configmaps is forbidden: User "joe" cannot list resource "configmaps" in API group "" at the cluster scope',
      {},
    ],
    ['forbidden', 403, 'forbidden: User "joe" cannot get path "/healthz"', {}],
    [
      'forbidden',
      403,
      'roles.rbac.authorization.k8s.io "x" is forbidden: user "joe" (groups=["a"]) is attempting to grant RBAC permissions not currently held:\n{...}',
      {},
    ],
    [
      'terminating',
      403,
      'configmaps "b" is forbidden: unable to create new content in namespace shop because it is being terminated',
      { details: { causes: [{ reason: 'NamespaceTerminating' }] } },
    ],
    ['quota', 403, 'pods "a" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1', {}],
    ['admission', 403, 'pods "a" is forbidden: violates PodSecurity "restricted:latest": privileged', {}],
    ['admission', 403, 'admission webhook "no.shop.test" denied the request: never', {}],
    ['admission', 400, 'admission webhook "no.shop.test" denied the request: never', {}],
    [
      'admission',
      422,
      "configmaps \"a\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no",
      { reason: 'Invalid' },
    ],
    [
      'admission',
      500,
      'Internal error occurred: failed calling webhook "no.shop.test": failed to call webhook: Post "https://x": dial tcp',
      {},
    ],
    [
      'invalid',
      500,
      'failed to create typed patch object (shop/a; /v1, Kind=ConfigMap): .foo: field not declared in schema',
      {},
    ],
    ['invalid', 422, 'Deployment.apps "a" is invalid: spec.selector: field is immutable', { reason: 'Invalid' }],
    ['invalid', 400, 'strict decoding error: unknown field "foo"', {}],
    ['not-found', 404, 'configmaps "a" not found', { reason: 'NotFound' }],
    ['already-exists', 409, 'namespaces "shop" already exists', { reason: 'AlreadyExists' }],
    ['conflict', 409, 'Apply failed with 1 conflict: conflict with "m1": .data.a', { reason: 'Conflict' }],
    ['expired', 410, 'too old resource version', { reason: 'Expired' }],
    ['too-large', 413, 'Request entity too large: limit is 3145728', {}],
    ['throttled', 429, 'too many requests', {}],
    ['unauthorized', 401, 'Unauthorized', {}],
    ['server-error', 500, 'Internal error occurred: boom', {}],
    ['timeout', 408, 'request timed out', {}],
  ])('is %s: %d %s', (kind, code, message, rest) => {
    expect(failureOfAnswer(answer(code, message, rest)).kind).toBe(kind);
  });

  it('has the causes that the server gives', () => {
    const causes = [{ reason: 'FieldManagerConflict', message: 'conflict with "m1"', field: '.data.a' }];
    expect(failureOfAnswer(answer(409, 'x', { details: { causes } })).causes).toEqual(causes);
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'malformed'],
    [404, 'malformed'],
    [410, 'malformed'],
    [413, 'too-large'],
    [429, 'throttled'],
    [503, 'server-error'],
  ])('is told by the status alone where it matters, of a page that says %d', (status, kind) => {
    expect(failureOfAnswer({ status, headers: { 'content-type': 'text/html' }, body: '<html>' }).kind).toBe(kind);
  });
});
