import { layOn, type OneWireBus, takeOff } from '../../sim/domain/ibutton/one-wire-bus.ts'
import { ds2480bAnswer, newDs2480b } from '../../sim/protocol/one-wire/ds2480b.ts'
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
