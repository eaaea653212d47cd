import { inventoryIdToWrite, knownInventoryId } from '../../../lib/cli/live/inventory-id';
import { ownerOf } from '../../../lib/cli/live/owner-of';
import { readLockFile } from '../../../lib/synth/lock-file';
import { TemporaryFolder, errorOf } from '../../synth/folders';

const ID = '0c1d3a4e-9c0b-4d7e-8a57-1f2e3d4c5b6a';

let folder: TemporaryFolder;
let lock: string;
beforeEach(() => {
  folder = new TemporaryFolder();
  lock = folder.at('fed8s.lock.json');
});
afterEach(() => folder.remove());

describe('the id of the inventories of an owner', () => {
  it('is made by the first who writes, and kept in the lock', () => {
    expect(knownInventoryId({ owner: 'shop', lock, env: {} })).toBeUndefined();
    const id = inventoryIdToWrite({ owner: 'shop', lock, env: {} });
    expect(readLockFile(lock)?.inventories).toEqual(new Map([['shop', id]]));
    expect(inventoryIdToWrite({ owner: 'shop', lock, env: {} })).toBe(id);
    expect(knownInventoryId({ owner: 'shop', lock: undefined, env: { FED8S_LOCK: lock } })).toBe(id);
    expect(inventoryIdToWrite({ owner: 'another', lock, env: {} })).not.toBe(id);
  });

  it('is that of the environment where that has one', () => {
    const env = { FED8S_INVENTORY_ID: ID };
    expect(inventoryIdToWrite({ owner: 'shop', lock: 'none', env })).toBe(ID);
    expect(
      errorOf(() => knownInventoryId({ owner: 'shop', lock, env: { FED8S_INVENTORY_ID: 'x' } })).message,
    ).toContain('FED8S_INVENTORY_ID is "x", which is no UUID');
  });

  it('has to be kept somewhere', () => {
    expect(errorOf(() => inventoryIdToWrite({ owner: 'shop', lock: 'none', env: {} })).message).toContain(
      'nothing that keeps the id of what shop applies',
    );
  });
});

describe('the owner of a call', () => {
  it('is the one of the option, else of the environment, else there is none', () => {
    expect(ownerOf({ owner: 'shop' }, { FED8S_OWNER: 'other' }).name).toBe('shop');
    expect(ownerOf({}, { FED8S_OWNER: 'other' }).name).toBe('other');
    expect(errorOf(() => ownerOf({}, { FED8S_OWNER: '' })).message).toContain('Nobody is named as the owner');
  });
});
