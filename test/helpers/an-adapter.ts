import { layOn, type OneWireBus, takeOff } from '../../sim/domain/ibutton/one-wire-bus.ts'
import { ds2480bAnswer, newDs2480b } from '../../sim/protocol/one-wire/ds2480b.ts'
import type { ReaderUnderTest } from '../contract/reader.ts'
import type { FarEnd } from './fake-cable.ts'

/** A 1-Wire adapter with this bus at its other end. */
export function anAdapter(bus: OneWireBus): FarEnd {
  const chip = newDs2480b()
  return { hear: (bytes) => bytes.flatMap((byte) => ds2480bAnswer(chip, bus, byte)) }
}

/** `01.AB.89.67.45.23.01.79` on the reader. */
export function lay(bus: OneWireBus, rom: string): void {
  layOn(
    bus,
    rom,
    rom.split('.').map((byte) => Number.parseInt(byte, 16)),
  )
}

export function lift(bus: OneWireBus, rom: string): void {
  takeOff(bus, rom)
}

const ONE = '01.AB.89.67.45.23.01.79'
const OTHER = '01.01.02.03.04.05.06.BD'

/** What the contract of readers does with two iButtons at an adapter. */
export function twoIButtons(bus: OneWireBus): Pick<ReaderUnderTest, 'present' | 'expected' | 'remove'> {
  return {
    present: [() => lay(bus, ONE), () => lay(bus, OTHER)],
    expected: [
      { kind: 'ibutton', id: ONE },
      { kind: 'ibutton', id: OTHER },
    ],
    remove: () => {
      for (const rom of [...bus.ibuttons.keys()]) lift(bus, rom)
    },
  }
}
