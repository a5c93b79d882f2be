import { RigError } from '../errors.ts'
import { withoutAuthentications } from '../program/authentications.ts'
import { programToJson } from '../program/json.ts'
import type { Serial } from '../program/names.ts'
import { asRecord, flag, integer, text } from '../program/reading.ts'
import type { Hash } from '../program/uuid.ts'
import type { Moment } from './moment.ts'
import type { MiniserverState } from './state.ts'

/** A backup of the program, read back from its file. `program` is `ProgramJson`, not checked yet. */
export interface Backup {
  readonly serial: Serial
  readonly name: string
  /** Whether it says by what users are known; without, they are known by what they were. */
  readonly isWhole: boolean
  readonly program: unknown
}

const FORMAT = 'loxrig-backup'
const VERSION = 1

/**
 * The running program as a file (R92, P-115): JSON with format, version, whose it is, when it was made, and a digest
 * over all that.
 *
 * @param isWhole with what authenticates users: a secret, with which its holder could be any of them
 */
export function backupFile({ identity, program }: MiniserverState, isWhole: boolean, { at, env }: Moment): string {
  const { serial, name, firmware } = identity
  const content = {
    format: FORMAT,
    version: VERSION,
    serial,
    name,
    firmware,
    madeAtMs: at.wallMs,
    isWhole,
    program: programToJson(isWhole ? program : withoutAuthentications(program)),
  }
  return JSON.stringify({ ...content, digest: digestOf(content, env.hash) })
}

/** Throws INVALID on what is no backup file, is of a later version, or is not whole. */
export function readBackup(file: string, hash: Hash): Backup {
  const { digest, ...content } = parsed(file)
  if (content.format !== FORMAT) throw invalid('It is no backup file of a Miniserver.')
  const version = integer(content.version, 'version')
  if (version !== VERSION) throw invalid(`It is a backup file of version ${version}; this firmware reads ${VERSION}.`)
  if (digest !== digestOf(content, hash)) throw invalid('The backup file is torn or was changed: its digest differs.')
  return {
    serial: text(content.serial, 'serial'),
    name: text(content.name, 'name'),
    isWhole: flag(content.isWhole, 'isWhole'),
    program: content.program,
  }
}

function parsed(file: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(file), 'backup')
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RigError) {
      throw new RigError('INVALID', 'It is no backup file: it is no JSON object, or ends too early.', { cause: error })
    }
    throw error
  }
}

/** Parsing keeps the order of keys, so that the same text comes of it again. */
function digestOf(content: object, hash: Hash): string {
  return hash('SHA256', JSON.stringify(content))
}

function invalid(sentence: string): RigError {
  return new RigError('INVALID', sentence)
}
