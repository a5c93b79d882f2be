import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** What this process holds on the heap and in buffers beside it, when all that nobody holds has been let go. */
export function heldBytes(): number {
  // Buffers are let go only by the collection after that of what held them.
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
