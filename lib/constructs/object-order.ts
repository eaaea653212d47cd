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
  function* dependenciesOf(object: ApiObject): Generator<ApiObject, undefined> {
    const { scopes } = object.node;
    for (const scope of scopes) {
      for (const target of scope.node.dependencies) {
        // A construct that depends on a part of itself does not mean that the part depends on itself.
        if (!scopes.includes(target)) yield* objectsIn(target);
      }
    }
    return undefined;
  }
  const ordered = new Set<ApiObject>();
  for (const first of objectsIn(root)) {
    // The way from an object down what it depends on, kept by hand: a chain of thousands must not run out of stack.
    const way = ordered.has(first) ? [] : [{ object: first, dependencies: dependenciesOf(first) }];
    const onWay = new Set([first]);
    for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
      const { done, value: next } = last.dependencies.next();
      if (done === true) {
        way.pop();
        onWay.delete(last.object);
        ordered.add(last.object);
      } else if (onWay.has(next)) {
        throw cycle([...way.map(({ object }) => object), next]);
      } else if (!ordered.has(next)) {
        onWay.add(next);
        way.push({ object: next, dependencies: dependenciesOf(next) });
      }
    }
  }
  return [...ordered];
}

/** @param way ends with the object that stands in it before. */
function cycle(way: readonly ApiObject[]): FederationError {
  const back = way.at(-1);
  const paths = way.slice(way.findIndex((object) => object === back)).map((object) => object.node.path);
  return new FederationError({
    code: 'dependency-cycle',
    severity: 'error',
    message: `These constructs depend on each other in a circle: ${paths.join(' -> ')}.`,
    remedy: 'Remove one of the dependencies.',
    ...(paths[0] !== undefined && { origin: paths[0] }),
  });
}
