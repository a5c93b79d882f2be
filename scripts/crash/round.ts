import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { readCard, rigFolder } from '../../rigs/card.ts'
import { openRigClient } from '../../rigs/control/client.ts'
import type { Acknowledged, Oracle } from './oracle.ts'
import { lostFrom, storedOf } from './stored.ts'
import { HOME, OFFICE, work } from './work.ts'

const RIG = 'crash'
const RIG_FILE = fileURLToPath(new URL('rig.yaml', import.meta.url))
const LOXRIG = fileURLToPath(new URL('../../dist/rigs/cli/main.js', import.meta.url))

/** It is killed within this of its first acknowledged write, in the first round of when each kind was made; every fourth while it starts. */
const WORK_MAX_MS = 1_000
const START_MAX_MS = 1_500

export interface RoundOptions {
  /** Where the rig has its state; the same for all rounds. */
  readonly folder: string
  readonly oracle: Oracle
  /** 0 ≤ chance < 1: the next of a seeded row. */
  readonly chance: () => number
  readonly next: () => number
}

export interface Round {
  /** When it was killed: while it started, or so long after it was ready. */
  readonly killedAfterMs: number
  readonly wasStarting: boolean
  readonly wasTorn: boolean
  readonly lost: readonly Acknowledged[]
}

/**
 * Starts the rig with what it had stored, writes to it, kills it at an instant of chance with SIGKILL, and asks its stores for what
 * was acknowledged. After every second one a piece of a write stands at the end of the engine's log, as a loss of power leaves it.
 */
export async function crashOnce({ folder, oracle, chance, next }: RoundOptions): Promise<Round> {
  const before = oracle.all.length
  const wasStarting = oracle.all.length > 0 && chance() < 0.25
  const killedAfterMs = chance() * (wasStarting ? START_MAX_MS : WORK_MAX_MS)
  const rig = spawn(process.execPath, [LOXRIG, 'up', RIG_FILE, '--keep'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(rig, 'exit')
  const said: string[] = []
  createInterface({ input: rig.stderr }).on('line', (line) => said.push(line))
  const gone = new AbortController()
  let working: Promise<void> | undefined
  try {
    if (!wasStarting) {
      await readyOf(rig.stdout, exited, said)
      const card = await readCard(folder, RIG)
      if (card === undefined) throw new Error('the rig is ready and has no card')
      working = work({ rig: openRigClient(card.control), oracle, next, signal: gone.signal })
      await Promise.race([oracle.until(() => oracle.all.length > before && oracle.hasEachKind()), exited])
    }
    await Promise.race([after(killedAfterMs), exited])
  } finally {
    rig.kill('SIGKILL')
    await exited
    gone.abort()
    await working
  }
  const wasTorn = chance() < 0.5
  if (wasTorn) tear(join(rigFolder(folder, RIG), 'store'), chance)
  const stored = await storedOf(rigFolder(folder, RIG), [OFFICE, HOME])
  return { killedAfterMs, wasStarting, wasTorn, lost: lostFrom(stored, oracle.all, Date.now()) }
}

async function readyOf(
  stdout: NodeJS.ReadableStream,
  exited: Promise<unknown>,
  said: readonly string[],
): Promise<void> {
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => /npx loxrig watch/.test(line) && resolve())
  })
  const ended = exited.then(() => {
    throw new Error(`the rig ended before it was ready:\n${said.join('\n')}`)
  })
  await Promise.race([ready, ended])
}

/** A kill comes at an instant of chance: there is nothing that it could be awaited by. */
function after(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs))
}

/** The beginning of a record (LevelDB log format: checksum, length, type) whose end never reached the disk. */
function tear(directory: string, chance: () => number): void {
  const log = readdirSync(directory)
    .filter((file) => file.endsWith('.log'))
    .sort()
    .at(-1)
  if (log === undefined) return
  const length = 1 + Math.floor(chance() * 200)
  const torn = Buffer.from(Array.from({ length }, () => Math.floor(chance() * 256)))
  const header = Buffer.from([0xde, 0xad, 0xbe, 0xef, 0xff, 0x0f, 1])
  appendFileSync(join(directory, log), Buffer.concat([header, torn]))
}
