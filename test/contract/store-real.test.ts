import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStoreEngine } from '../../sim/io/store.ts'
import { UNIT_KEY } from '../helpers/sealing.ts'
import { describeStore } from './store.ts'

/** Losing power is looking at a copy of the files as they are at that moment. */
describeStore('the store on classic-level', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'loxrig-store-'))
  const onFailure = (error: Error): void => {
    throw error
  }
  const engine = await openStoreEngine({ directory: join(directory, 'before'), onFailure })
  const engines = [engine]
  return {
    store: engine.part('home', UNIT_KEY),
    settled: () => engine.whenIdle(),
    losePower: async () => {
      const copy = join(directory, `after-${engines.length}`)
      await cp(join(directory, 'before'), copy, { recursive: true })
      const after = await openStoreEngine({ directory: copy, onFailure })
      engines.push(after)
      return after.part('home', UNIT_KEY)
    },
    dispose: async () => {
      for (const each of engines) await each[Symbol.asyncDispose]()
      await rm(directory, { recursive: true })
    },
  }
})
