import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyBus, layOn, type OneWireBus, takeOff } from '../../../sim/domain/ibutton/one-wire-bus.ts'
import {
  COMMAND_MODE,
  DATA_MODE,
  type Ds2480b,
  ds2480bAnswer,
  newDs2480b,
} from '../../../sim/protocol/one-wire/ds2480b.ts'
import { crc8 } from '../../../sim/protocol/one-wire/rom.ts'
import { FIRST_PATH, type SearchPath, searchPass, searchRequest } from '../../../sim/protocol/one-wire/search.ts'

const RESET = 0xc1
const SEARCH_ON = 0xb1
const SEARCH_OFF = 0xa1

function romOf(...serial: readonly number[]): number[] {
  const bytes = [0x01, ...serial, ...Array.from({ length: 6 - serial.length }, () => 0)]
  return [...bytes, crc8(bytes)]
}

function busWith(...roms: readonly (readonly number[])[]): OneWireBus {
  const bus = emptyBus()
  for (const rom of roms) layOn(bus, rom.join(), rom)
  return bus
}

/** A chip whose timing is set. */
function aChip(): Ds2480b {
  const chip = newDs2480b()
  ds2480bAnswer(chip, emptyBus(), RESET)
  return chip
}

function send(chip: Ds2480b, bus: OneWireBus, ...bytes: readonly number[]): number[] {
  return bytes.flatMap((byte) => ds2480bAnswer(chip, bus, byte))
}

/** Data bytes as they are sent: an E3 among them twice. */
function escaped(bytes: readonly number[]): number[] {
  return bytes.flatMap((byte) => (byte === COMMAND_MODE ? [byte, byte] : [byte]))
}

function pass(chip: Ds2480b, bus: OneWireBus, path: SearchPath) {
  send(chip, bus, RESET, DATA_MODE, 0xf0, COMMAND_MODE, SEARCH_ON, DATA_MODE)
  const answer = send(chip, bus, ...escaped(searchRequest(path)))
  send(chip, bus, COMMAND_MODE, SEARCH_OFF)
  return searchPass(answer)
}

function searchAll(chip: Ds2480b, bus: OneWireBus): (readonly number[])[] {
  const found: (readonly number[])[] = []
  for (let path: SearchPath | undefined = FIRST_PATH; path !== undefined; ) {
    const { rom, next } = pass(chip, bus, path)
    if (rom !== undefined) found.push(rom)
    path = next
  }
  return found
}

const roms = fc.uniqueArray(
  fc.uint8Array({ minLength: 6, maxLength: 6 }).map((serial) => romOf(...serial)),
  { maxLength: 12, selector: (rom) => rom.join() },
)

describe('the DS2480B of an adapter', () => {
  test('answers nothing to the byte that sets its timing', () => {
    expect(ds2480bAnswer(newDs2480b(), busWith(romOf(1)), RESET)).toEqual([])
  })

  test('answers to the configuration by which programs know it', () => {
    expect(send(aChip(), emptyBus(), 0x17, 0x45, 0x5b, 0x0f, 0x91)).toEqual([0x16, 0x44, 0x5a, 0x00, 0x93])
  })

  test('tells whether somebody is there', () => {
    expect(send(aChip(), busWith(romOf(1)), RESET)).toEqual([0xcd])
    expect(send(aChip(), emptyBus(), RESET)).toEqual([0xcf])
  })

  test('reads the ROM of the only iButton', () => {
    const rom = romOf(0xe3, 0x42)
    const chip = aChip()
    const bus = busWith(rom)
    send(chip, bus, RESET, DATA_MODE)
    expect(send(chip, bus, 0x33, ...Array.from({ length: 8 }, () => 0xff))).toEqual([0x33, ...rom])
  })

  test('reads of two that send at once what both have, whose CRC is wrong', () => {
    const [one, other] = [romOf(0b1100), romOf(0b1010)]
    const chip = aChip()
    const bus = busWith(one, other)
    send(chip, bus, RESET, DATA_MODE, 0x33)
    const read = send(chip, bus, ...Array.from({ length: 8 }, () => 0xff))
    expect(read[1]).toBe(0b1000)
    expect(crc8(read)).not.toBe(0)
  })

  test('a search finds each iButton that lies there, once', () => {
    fc.assert(
      fc.property(roms, (lying) => {
        const found = searchAll(aChip(), busWith(...lying))
        expect(found.map(String).sort()).toEqual(lying.map(String).sort())
      }),
    )
  })

  test('one that is taken off in the middle of a search spoils that pass at most', () => {
    fc.assert(
      fc.property(roms, fc.nat(11), (lying, taken) => {
        const bus = busWith(...lying)
        const chip = aChip()
        const gone = lying[taken % Math.max(lying.length, 1)]
        const { rom, next } = pass(chip, bus, FIRST_PATH)
        takeOff(bus, String(gone))
        const rest = next === undefined ? [] : [pass(chip, bus, next).rom]
        const found = [rom, ...rest].filter((each) => each !== undefined).map(String)
        expect(lying.map(String)).toEqual(expect.arrayContaining(found))
        expect(searchAll(chip, bus).map(String).sort()).toEqual(
          lying
            .filter((each) => each !== gone)
            .map(String)
            .sort(),
        )
      }),
    )
  })

  test('any bytes are survived, and a reset and a search work after them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), roms, (noise, lying) => {
        const chip = newDs2480b()
        const bus = busWith(...lying)
        send(chip, bus, ...noise)
        // As programs begin: back to command mode, whatever the chip was doing.
        send(chip, bus, COMMAND_MODE, RESET, RESET, SEARCH_OFF)
        expect(searchAll(chip, bus)).toHaveLength(lying.length)
      }),
    )
  })
})
