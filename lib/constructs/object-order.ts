import { ApiObject } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { FederationError } from '../model/federation-error';

/**
 * The ApiObjects of a tree in the order in which they were made, but for what they depend on, which goes first: objects of
 * other charts too. A dependency of or on a construct concerns every ApiObject in it.
 *
 * @throws FederationError `dependency-cycle`.
 */
export function objectsInOrder(root: IConstruct): readonly ApiObject[] {
  const inside = new Map<IConstruct, readonly ApiObject[]>();
  const objectsIn = (construct: IConstruct): readonly ApiObject[] => {
    let objects = inside.get(construct);
    if (objects === undefined) {
      objects = construct.node.findAll().filter((child) => ApiObject.isApiObject(child));
      inside.set(construct, objects);
    }
    return objects;
  };
  const ordered = new Set<ApiObject>();
  const underWay: ApiObject[] = [];

  const visit = (object: ApiObject): void => {
    if (ordered.has(object)) return;
    const start = underWay.indexOf(object);
    if (start >= 0) throw cycle([...underWay.slice(start), object]);
    underWay.push(object);
    for (const scope of object.node.scopes) {
      for (const target of scope.node.dependencies) {
        const targets = objectsIn(target);
        // A construct that depends on a part of itself does not mean that the part depends on itself.
        if (!targets.includes(object)) targets.forEach(visit);
      }
    }
    underWay.pop();
    ordered.add(object);
  };
  objectsIn(root).forEach(visit);
  return [...ordered];
}

function cycle(path: readonly ApiObject[]): FederationError {
  const paths = path.map((object) => object.node.path);
  return new FederationError({
    code: 'dependency-cycle',
    severity: 'error',
    message: `These constructs depend on each other in a circle: ${paths.join(' -> ')}.`,
    remedy: 'Remove one of the dependencies.',
    ...(paths[0] !== undefined && { origin: paths[0] }),
  });
}
