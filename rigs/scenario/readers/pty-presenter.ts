import { RigError } from '../../../sim/domain/errors.ts'
import { EXTERNAL_ID_LENGTH_MAX } from '../../../sim/protocol/line-reader/line-format.ts'
import type { ReaderSource } from '../../attachments/open-reader.ts'
import { bytesOf, MACHINE_READS_MS, type Presenter } from './presenter.ts'
import { openPty } from './pty.ts'

/** A presenter, and the source by which the rig reads what it presents. */
export interface Stand {
  readonly source: ReaderSource
  readonly presenter: Presenter
}

/** The longest UID; what is longer is an encrypted tag's id, which no reader gives that gives UIDs. */
const UID_BYTES = new Set([4, 7, 8, 10])

/** What a line can say that our reader of lines takes: on one line, without blanks at its ends. */
const LINE = /^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u

/** At a keypad: a reader that writes a line of hex for each tag, at the far end of a pseudo-terminal. Throws READER_ABSENT. */
export async function openLineStand(): Promise<Stand> {
  const pty = await openPty()
  const presenter: Presenter = {
    withinMs: MACHINE_READS_MS,
    isPerson: false,
    async present(credential) {
      const uid = uidOf(bytesOf(credential))
      pty.say(Buffer.from(`${Buffer.from(uid).toString('hex')}\r\n`, 'latin1'))
    },
    [Symbol.asyncDispose]: () => pty[Symbol.asyncDispose](),
  }
  return { source: { kind: 'serial', path: pty.path, line: { encoding: 'hex' } }, presenter }
}

/** At an external reader: one that writes each external ID as a line of text. Throws READER_ABSENT. */
export async function openTextStand(): Promise<Stand> {
  const pty = await openPty()
  const presenter: Presenter = {
    withinMs: MACHINE_READS_MS,
    isPerson: false,
    async present({ id }) {
      if (!LINE.test(id) || id.length > EXTERNAL_ID_LENGTH_MAX)
        throw new RigError(
          'READER_ABSENT',
          `a reader of lines writes text of at most ${EXTERNAL_ID_LENGTH_MAX} letters`,
        )
      pty.say(Buffer.from(`${id}\r\n`, 'utf8'))
    },
    [Symbol.asyncDispose]: () => pty[Symbol.asyncDispose](),
  }
  return { source: { kind: 'serial', path: pty.path, line: { encoding: 'text' } }, presenter }
}

/** Throws READER_ABSENT for the id of an encrypted tag. */
export function uidOf(bytes: number[]): number[] {
  if (UID_BYTES.has(bytes.length)) return bytes
  throw new RigError('READER_ABSENT', 'an encrypted tag is read with a key, and this reader gives UIDs only')
}
