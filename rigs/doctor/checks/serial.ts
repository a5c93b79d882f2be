import type { SerialSystem } from '../../attachments/serial/serial-session.ts'
import type { Examine, Part } from '../part.ts'

/** The ports on which serial readers may be. Where they cannot be listed, they can still be attached by their path. */
export const examineSerial: Examine = () => examinePorts()

/** @param system lists the ports; tests put one of their own here */
export async function examinePorts(system?: Pick<SerialSystem, 'list'>): Promise<Part> {
  const { findSerialPorts } = await import('../../attachments/list-readers.ts')
  const { readers, unlisted } = await findSerialPorts(system)
  const part = { part: 'serial ports', isNeeded: false } as const
  if (unlisted !== undefined) {
    const { why, mend } = unlisted
    return { ...part, state: 'limited', found: `${why} Name them by their path`, ...(mend !== undefined && { mend }) }
  }
  if (readers.length === 0) return { ...part, state: 'limited', found: 'there are none' }
  return { ...part, state: 'ok', found: readers.map(({ name }) => name).join(', '), sources: readers }
}
