import { heldBytes } from '../../test/helpers/held-memory.ts'

/** What a thing takes as long as it is held, on the heap and in buffers beside it. */
export function heapBytes(make: () => unknown): number {
  const before = heldBytes()
  const made = make()
  const after = heldBytes()
  if (made === undefined) throw new TypeError('nothing was made')
  return after - before
}
