import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TapProcess } from './tap-process.ts'
import { DEVICE, type Script, type Sent } from './tapped.ts'

/** Taps over which the bytes of one are counted. */
const COUNTED = 20

/** What a tap of our rig is made of, once its history is full. `store`: the folder of its storage engine. */
export async function recordScript(rig: TapProcess, store: string): Promise<Script> {
  const before = await sizeOf(store)
  for (let tap = 0; tap < COUNTED; tap++) await rig.tap()
  const durableBytes = Math.round(((await sizeOf(store)) - before) / COUNTED)
  if (durableBytes <= 0) throw new Error(`${store} did not grow by ${COUNTED} taps`)
  const messages = await rig.record()
  const tap = only(messages, `${DEVICE}/command/tap`)
  const event = only(messages, `${DEVICE}/event/tag-presented`)
  const shown = only(messages, `${DEVICE}/state/led`)
  const answers = messages.filter((message) => ![tap, event, shown].includes(message))
  return { tap, event, shown, answers, durableBytes }
}

function only(messages: readonly Sent[], wanted: string): Sent {
  const found = messages.find(({ topic }) => topic === wanted)
  if (found === undefined) throw new Error(`a tap caused no ${wanted}`)
  return found
}

async function sizeOf(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
