import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RigError } from '../../../sim/domain/errors.ts'
import { type RigCard, readCard, removeCard, rigFolder } from '../../card.ts'
import { isAlive } from '../alive.ts'

const OWNER = 'pid'

/** A rig that started so long ago has a card, or something went wrong. */
const STARTING_MAX_MS = 60_000

/** How long a rig that lives may take to say so. */
const ANSWER_MS = 5000

/** The right of this process to run a rig of that name here. */
export interface Claim {
  /** The card that an owner which is gone has left. */
  readonly left: RigCard | undefined
  /** Takes back the claim, and the card with it. */
  release(): Promise<void>
}

/**
 * Claims a rig for this process. Throws RIG_RUNNING where it is up, or starting; an owner that is gone is replaced. A number
 * alone proves nothing, since a machine gives it again: a rig that is up also answers.
 */
export async function claimRig(folder: string, rig: string): Promise<Claim> {
  const path = join(rigFolder(folder, rig), OWNER)
  await mkdir(rigFolder(folder, rig), { recursive: true, mode: 0o700 })
  const left = await readCard(folder, rig).catch(() => undefined)
  while (!(await isWritten(path))) {
    const pid = await ownerOf(path)
    if (pid === undefined) continue
    if (pid !== process.pid && isAlive(pid) && ((await isStarting(path)) || (await answers(left)))) {
      throw new RigError(
        'RIG_RUNNING',
        `rig ${rig} is up already, process ${pid}; stop it: npx loxrig down --rig ${rig}`,
      )
    }
    await takeAway(path)
  }
  await removeCard(folder, rig)
  return {
    left,
    async release() {
      await removeCard(folder, rig)
      await rm(path, { force: true })
    },
  }
}

async function isWritten(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

async function ownerOf(path: string): Promise<number | undefined> {
  try {
    return Number(await readFile(path, 'utf8'))
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

async function isStarting(path: string): Promise<boolean> {
  const written = await stat(path).catch(() => undefined)
  return written !== undefined && Date.now() - written.mtimeMs < STARTING_MAX_MS
}

async function answers(card: RigCard | undefined): Promise<boolean> {
  if (card === undefined) return false
  try {
    const response = await fetch(new URL('/healthz', card.control.url), { signal: AbortSignal.timeout(ANSWER_MS) })
    return Object(await response.json()).rig === card.rig
  } catch {
    return false
  }
}

/** Of several that want to, one succeeds: the others find it gone. */
async function takeAway(path: string): Promise<void> {
  const away = `${path}.${process.pid}`
  try {
    await rename(path, away)
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
  }
  await rm(away, { force: true })
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
