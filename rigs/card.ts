import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { RigError } from '../sim/domain/errors.ts'

/** Folder of everything that loxrig keeps, in the folder it is started in. */
export const LOXRIG_FOLDER = '.loxrig'

const CARD = 'rig.json'

const login = z.strictObject({ name: z.string(), password: z.string(), hashAlg: z.enum(['SHA1', 'SHA256']) })

const miniserver = z.looseObject({
  serial: z.string(),
  name: z.string(),
  miniserverType: z.int(),
  firmware: z.string(),
  internal: z.object({ http: z.string(), https: z.string().exactOptional() }),
  external: z.object({ https: z.string() }).exactOptional(),
  intercommunication: z
    .string()
    .exactOptional()
    .describe('`host:port` of UDP, where it has Network Intercommunication'),
  users: z.array(login),
})

const device = z.looseObject({
  kind: z.string(),
  control: z.string().exactOptional().describe('Uuid of the block that uses it'),
  placement: z.enum(['in-process', 'process', 'container']),
  source: z.enum(['simulated', 'pcsc', 'serial']).exactOptional(),
  url: z.string().exactOptional(),
})

/** Where a running rig is and how to log in (docs/interface.md, "The rig card"). Later versions may add to it. */
export const rigCardSchema = z.looseObject({
  rig: z.string(),
  pid: z.int().positive(),
  lane: z.enum(['live', 'containers']),
  startedAt: z.iso.datetime(),
  file: z.string().exactOptional().describe('Path of the rig file it was started from'),
  bus: z.object({ url: z.string(), username: z.string(), password: z.string(), prefix: z.string() }),
  control: z.object({ url: z.url().describe('Ends with a slash'), token: z.string() }),
  cloudDns: z.url().exactOptional().describe('Where the simulated Cloud DNS answers, where a site has the Internet'),
  ca: z.string().describe('Path of the certificate that signed all others'),
  miniservers: z.record(z.string(), miniserver),
  devices: z.record(z.string(), device),
})

export type RigCard = z.infer<typeof rigCardSchema>
export type CardMiniserver = RigCard['miniservers'][string]

/** `.loxrig/<rig>`, where a rig of that name keeps what it has, for who starts it in `folder`. */
export function rigFolder(folder: string, rig: string): string {
  return join(folder, LOXRIG_FOLDER, rig)
}

export function cardPath(folder: string, rig: string): string {
  return join(rigFolder(folder, rig), CARD)
}

/** The card of that rig, whoever's it is; `undefined` where there is none. Throws FILE_UNREADABLE where it is no card. */
export async function readCard(folder: string, rig: string): Promise<RigCard | undefined> {
  const path = cardPath(folder, rig)
  try {
    return rigCardSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    if (isAbsence(cause)) return undefined
    throw new RigError('FILE_UNREADABLE', `${path} is no rig card; if no rig runs here, remove it`, { cause })
  }
}

/** The rigs that have a card in `folder`, by name, in order. */
export async function cardNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(join(folder, LOXRIG_FOLDER), { withFileTypes: true })
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    const cards = await Promise.all(names.map(async (name) => [name, await hasCard(folder, name)] as const))
    return cards.flatMap(([name, has]) => (has ? [name] : [])).sort()
  } catch (error) {
    if (isAbsence(error)) return []
    throw error
  }
}

/** Writes a card, whole or not at all, for its owner's eyes only. Returns its path. */
export async function writeCard(folder: string, card: RigCard): Promise<string> {
  const path = cardPath(folder, card.rig)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(temporary, `${JSON.stringify(card, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  await rename(temporary, path)
  return path
}

/** Removes a card; nothing happens where there is none. */
export async function removeCard(folder: string, rig: string): Promise<void> {
  await rm(cardPath(folder, rig), { force: true })
}

async function hasCard(folder: string, rig: string): Promise<boolean> {
  try {
    return (await readdir(rigFolder(folder, rig))).includes(CARD)
  } catch {
    return false
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
