import { RigError } from '../../sim/domain/errors.ts'
import { type Absence, absenceOf } from './absence.ts'
import type { AttachedSource, ReaderSource } from './open-reader.ts'
import { sourceOfPcscReader } from './pcsc-choice.ts'
import type { PcscSystem } from './pcsc-session.ts'
import type { SerialSystem } from './serial/serial-session.ts'
import { portText, sourceOfPort } from './serial/usb-identity.ts'
import { sourceLine } from './source-line.ts'

/** A real reader, or a port on which one may be, that is plugged into this machine. */
export interface FoundReader {
  readonly kind: AttachedSource
  /** As PC/SC calls it; or the path of a port. */
  readonly name: string
  /** Its name, with what else is known of it. */
  readonly text: string
  readonly source: ReaderSource
  /** The line of a rig file that uses it. */
  readonly line: string
}

/** What is there of one kind; `unlisted` where that cannot be found out. */
export interface Found {
  readonly kind: AttachedSource
  readonly readers: readonly FoundReader[]
  readonly unlisted?: Absence
}

/** Everything that is plugged in, PC/SC first. Needs no rig; opens no reader. */
export async function findReaders(): Promise<Found[]> {
  return Promise.all([findPcscReaders(), findSerialPorts()])
}

/** @param system tests put one of their own here */
export async function findPcscReaders(system?: PcscSystem): Promise<Found> {
  return found('pcsc', async () => {
    const { listPcscReaders } = await import('./pcsc.ts')
    const names = await listPcscReaders(system)
    return names.map((name) => ({ name, text: name, source: sourceOfPcscReader(name, names) }))
  })
}

/** Those on USB first: of the others most have nothing behind them. */
export async function findSerialPorts(system?: Pick<SerialSystem, 'list'>): Promise<Found> {
  return found('serial', async () => {
    const ports = await (system ?? (await import('./serial/serial-library.ts')).SERIAL_PORTS).list()
    return ports
      .toSorted((one, other) => Number(other.vendorId !== undefined) - Number(one.vendorId !== undefined))
      .map((port) => ({ name: port.path, text: portText(port), source: sourceOfPort(port, ports) }))
  })
}

async function found(
  kind: AttachedSource,
  list: () => Promise<readonly Pick<FoundReader, 'name' | 'text' | 'source'>[]>,
): Promise<Found> {
  try {
    const readers = await list()
    return { kind, readers: readers.map((each) => ({ kind, ...each, line: sourceLine(each.source) })) }
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return { kind, readers: [], unlisted: absenceOf(error) }
  }
}
