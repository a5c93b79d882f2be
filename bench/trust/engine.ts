import type { StoreEngine } from '../../sim/io/store.ts'
import { fromBundle } from '../modules.ts'

/** The storage engine of the product, in a folder: ours and the bare program write into the same. */
export async function openEngine(directory: string): Promise<StoreEngine> {
  const { openStoreEngine } = await fromBundle<typeof import('../../sim/io/store.ts')>('sim/io/store.ts')
  return openStoreEngine({
    directory,
    onFailure: (error) => {
      throw error
    },
  })
}
