import { LocalFleet } from 'fed8s/testing';

describe('the options of a local fleet', () => {
  it.each([
    ['no cluster', [], /at least one cluster/],
    ['two clusters of one name', ['a', { name: 'a' }], /two local clusters named a/],
    ['a name that is a path', ['../a'], /"..\/a" cannot be the name/],
    ['a name in capitals', ['Host'], /"Host" cannot be the name/],
  ])('cannot ask for %s', async (_, clusters, message) => {
    const failure = LocalFleet.start({ clusters });
    await expect(failure).rejects.toMatchObject({ code: 'wrong-options' });
    await expect(failure).rejects.toThrow(message);
  });
});
