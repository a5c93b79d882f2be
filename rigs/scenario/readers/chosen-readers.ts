import { RigError } from '../../../sim/domain/errors.ts'
import { sourceOf } from '../../attachments/attach-declared.ts'
import type { ReaderSource } from '../../attachments/open-reader.ts'
import { AT_READERS, type ReaderAddress, readerAddress, readersOf } from '../../control/addresses.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import type { ChosenSource, ReaderChoice } from './reader-choice.ts'

/** What stands at a reader in a run. */
export interface ChosenReader {
  readonly address: ReaderAddress
  readonly source: ChosenSource | ReaderSource
}

/**
 * What stands at each reader of the rig that is not simulated, by the rig file and by what was chosen for the run, which counts more.
 *
 * Throws RigError NOT_FOUND for a reader that the rig has not, USAGE for one that is chosen twice, UNSUPPORTED for a PC/SC reader
 * where no tags are read.
 */
export function chosenReaders(rig: RigFile, choices: readonly ReaderChoice[] = []): ChosenReader[] {
  const chosen = new Map<string, ChosenSource>()
  for (const { reader, source, text } of choices) {
    const address = readerAddress(rig, reader)
    const name = nameOf(address)
    if (chosen.has(name)) throw new RigError('USAGE', `reader ${text}: ${name} is chosen already`)
    if (address.kind !== 'nfc-code-touch' && (source.kind === 'pcsc' || source.kind === 'vpcd')) {
      const { what } = AT_READERS[address.kind]
      throw new RigError('UNSUPPORTED', `reader ${text}: ${name} is ${what}; a PC/SC reader reads tags`)
    }
    chosen.set(name, source)
  }
  return readersOf(rig).flatMap((address): ChosenReader[] => {
    const source = chosen.get(nameOf(address)) ?? sourceOf(rig, address)
    return source === undefined || source.kind === 'simulated' ? [] : [{ address, source }]
  })
}

/** Whether hands are needed there: loxrig does not hold the far end. */
export function isOnBench({ source }: ChosenReader): boolean {
  return source.kind === 'pcsc' || source.kind === 'serial'
}

/** The rig file with these sources and no other real ones. What its YAML says once for several places is a thing of its own at each. */
export function withSources(rig: RigFile, sources: ReadonlyMap<string, ReaderSource>): RigFile {
  const sites = entriesMapped(rig.sites, (each, site) => {
    const { devices } = each
    if (devices === undefined) return each
    const from = (reader: string) => ({ source: sources.get(`${site}/${reader}`) ?? SIMULATED })
    return { ...each, devices: entriesMapped(devices, (device, name) => withSource(device, name, from)) }
  })
  return { ...rig, sites }
}

type Device = NonNullable<RigFile['sites'][string]['devices']>[string]

const SIMULATED = { kind: 'simulated' } as const

function withSource(device: Device, name: string, from: (reader: string) => object): Device {
  if (device.kind === 'intercom') return device
  if (device.kind !== 'one-wire-extension') return Object.assign({ ...device }, from(name))
  return {
    ...device,
    readers: entriesMapped(device.readers, (slot, reader) => Object.assign({ ...slot }, from(reader))),
  }
}

function entriesMapped<Value>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value, key: string) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]))
}

/** `home/front-door`. */
export function nameOf({ site, reader }: Pick<ReaderAddress, 'site' | 'reader'>): string {
  return `${site}/${reader}`
}
