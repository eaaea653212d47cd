import fc from 'fast-check';
import { TextBuffer } from '../../lib/synth/text-buffer';

describe('a text buffer', () => {
  test('holds the UTF-8 of all texts since it was cleared, however long they are', () => {
    const text = fc
      .tuple(fc.constantFrom('a', 'ä', '€', '😀', 'line\n'), fc.nat(40_000))
      .map(([part, times]) => part.repeat(times));
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 5 }), { maxLength: 4 }), (files) => {
        const buffer = new TextBuffer();
        for (const texts of files) {
          buffer.clear();
          for (const one of texts) buffer.append(one);
          expect(buffer.bytes().equals(Buffer.from(texts.join('')))).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('gives copies that later texts leave alone', () => {
    const buffer = new TextBuffer();
    buffer.append('one');
    const first = buffer.bytes();
    buffer.clear();
    buffer.append('two');
    expect(first.toString()).toBe('one');
  });
});
