import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { RigError } from '../../sim/domain/errors.ts'
import { didYouMean } from '../../sim/domain/nearest.ts'
import type { RigCard } from '../card.ts'
import { namesText, nearestOrAll } from '../control/names-there.ts'
import { PACKAGE_FOLDER } from '../own-package.ts'
import { isAlive } from './alive.ts'

export const DEFAULT_RIG = 'rigs/two-sites.yaml'

/** The running rig that `--rig` means: by the name of a rig or by its file; without it, the only one that runs. Throws NO_RIG. */
export async function runningRig(folder: string, rig?: string): Promise<RigCard> {
  const running = await runningRigs(folder)
  if (rig !== undefined) return runningRigNamed(folder, running, rig)
  const [only, ...others] = running
  if (only === undefined) throw new RigError('NO_RIG', 'no rig runs in this folder; start one: npx loxrig up')
  if (others.length === 0) return only
  const names = running.map((card) => card.rig).join(', ')
  throw new RigError('USAGE', `several rigs run here; say which with --rig: ${names}`)
}

/** All rigs that run in this folder. A card whose owner is gone is not counted. */
export async function runningRigs(folder: string): Promise<RigCard[]> {
  const { cardNames, readCard } = await import('../card.ts')
  const cards = await Promise.all((await cardNames(folder)).map((name) => readCard(folder, name)))
  return cards.flatMap((card) => (card !== undefined && isAlive(card.pid) ? [card] : []))
}

/**
 * The rig file that a word means: a path, or the name of a file in `rigs/`. In a folder without `rigs/` the packaged rigs are
 * used. What is not there is returned as it was written, for the reader of the file to say so.
 */
export function rigFilePath(folder: string, word: string = DEFAULT_RIG): string {
  const path = isPath(word) ? word : join('rigs', `${word}.yaml`)
  if (existsSync(resolve(folder, path)) || existsSync(join(folder, 'rigs'))) return path
  const packaged = join(PACKAGE_FOLDER, path)
  return /^rigs[\\/]/.test(path) && existsSync(packaged) ? packaged : path
}

/** The rig file that is to be started. Throws FILE_UNREADABLE with the names there are, where a name has no file. */
export function rigFileToStart(folder: string, word: string | undefined): string {
  const path = rigFilePath(folder, word)
  if (word === undefined || isPath(word) || existsSync(resolve(folder, path))) return path
  const own = join(folder, 'rigs')
  const names = rigNames(existsSync(own) ? own : join(PACKAGE_FOLDER, 'rigs'))
  throw new RigError('FILE_UNREADABLE', `no rig ${word}: ${path} is not there.${nearestOrAll(word, names, 'Rigs')}`)
}

function rigNames(folder: string): string[] {
  const files = existsSync(folder) ? readdirSync(folder) : []
  return files.flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []).sort()
}

/** Names of rigs are words; everything else is a path. */
export function isPath(word: string): boolean {
  return !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(word)
}

async function runningRigNamed(folder: string, running: readonly RigCard[], rig: string): Promise<RigCard> {
  const name = isPath(rig) ? await nameIn(resolve(folder, rigFilePath(folder, rig))) : rig
  const found = running.find((card) => card.rig === name)
  if (found !== undefined) return found
  const names = running.map((card) => card.rig)
  const instead = didYouMean(name, names) || (names.length === 0 ? '' : ` Running here: ${namesText(names)}.`)
  throw new RigError('NO_RIG', `rig ${name} does not run here; start it: npx loxrig up ${rig}.${instead}`)
}

async function nameIn(path: string): Promise<string> {
  const { loadRigFile } = await import('../rig-file/read.ts')
  return loadRigFile(path).rig
}
