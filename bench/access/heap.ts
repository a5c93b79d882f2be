import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** What a thing takes as long as it is held, on the heap and in buffers beside it. */
export function heapBytes(make: () => unknown): number {
  const before = held()
  const made = make()
  const after = held()
  if (made === undefined) throw new TypeError('nothing was made')
  return after - before
}

/** Buffers are let go only by the collection after that of what held them. */
function held(): number {
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
