import { type Bit, bitsOf, byteOf, exchangeBit, type OneWireBus, resetBus } from '../../domain/ibutton/one-wire-bus.ts'

/**
 * The serial side of a DS2480B, the chip in a DS9097U adapter: what a program writes to its serial port, and what it reads.
 * After the datasheet "DS2480B Serial to 1-Wire Line Driver".
 */
export interface Ds2480b {
  /** The first byte after power-on, or after a break, sets the chip's timing and has no answer. */
  isTimed: boolean
  mode: 'command' | 'data'
  /** Whether bytes in data mode are the request of a search, 16 of them. */
  isSearching: boolean
  readonly searchRequest: number[]
  /** In data mode: an E3 came; a second one is data, anything else a command. */
  isEscaped: boolean
  /** Configuration by parameter code 1–7, three bits each. */
  readonly parameters: Uint8Array
}

export const DATA_MODE = 0xe1
export const COMMAND_MODE = 0xe3
const TERMINATE_PULSE = 0xf1
/** A search's request and answer: two bits for each bit of a ROM. */
export const SEARCH_BYTES = 16

/** Low bits of a reset's answer. */
const PRESENCE = 0b01
const NO_PRESENCE = 0b11
/** `11` and the version of the chip, 3 for a DS2480B, in a reset's answer. */
const RESET_ANSWER = 0b1100_1100

/** A chip that has just got power. */
export function newDs2480b(): Ds2480b {
  return {
    isTimed: false,
    mode: 'command',
    isSearching: false,
    searchRequest: [],
    isEscaped: false,
    parameters: new Uint8Array(8),
  }
}

/** What the chip answers to one byte, after what it did on the bus. */
export function ds2480bAnswer(chip: Ds2480b, bus: OneWireBus, byte: number): number[] {
  if (!chip.isTimed) {
    chip.isTimed = true
    return []
  }
  if (chip.mode === 'command') return command(chip, bus, byte)
  if (chip.isEscaped) {
    chip.isEscaped = false
    if (byte === COMMAND_MODE) return data(chip, bus, byte)
    chip.mode = 'command'
    return command(chip, bus, byte)
  }
  if (byte !== COMMAND_MODE) return data(chip, bus, byte)
  chip.isEscaped = true
  return []
}

function command(chip: Ds2480b, bus: OneWireBus, byte: number): number[] {
  if (byte === DATA_MODE) {
    chip.mode = 'data'
    chip.searchRequest.length = 0
    return []
  }
  if (byte === COMMAND_MODE || byte === TERMINATE_PULSE) return []
  if ((byte & 1) === 0) return []
  if ((byte & 0x80) === 0) return [configuration(chip, byte)]
  return FUNCTIONS[(byte >> 5) & 0b11]?.(chip, bus, byte) ?? []
}

type Function = (chip: Ds2480b, bus: OneWireBus, byte: number) => number[]

/** By the two bits behind the leading 1 of a command. */
const FUNCTIONS: readonly Function[] = [
  (_, bus, byte) => {
    const level = exchangeBit(bus, ((byte >> 4) & 1) as Bit)
    return [(byte & 0b1111_1100) | (level === 1 ? 0b11 : 0b00)]
  },
  (chip, _, byte) => {
    chip.isSearching = (byte & 0x10) !== 0
    chip.searchRequest.length = 0
    return []
  },
  // The datasheet does not say that a reset ends a search. Here it does, so that a program which lost the command that ends one
  // (a flush of a pseudo-terminal takes along what was written last) finds its way back.
  (chip, bus) => {
    chip.isSearching = false
    return [RESET_ANSWER | (resetBus(bus) ? PRESENCE : NO_PRESENCE)]
  },
  // A pulse ends at once: nothing here needs its power.
  (_, _bus, byte) => [(byte & 0b1111_1100) | 0b10],
]

/** Writes a parameter, or with code 0 reads the one that the value names; answered by its value. */
function configuration({ parameters }: Ds2480b, byte: number): number {
  const [code, value] = [(byte >> 4) & 0b111, (byte >> 1) & 0b111]
  if (code === 0) return (parameters[value] ?? 0) << 1
  parameters[code] = value
  return byte & 0b1111_1110
}

function data(chip: Ds2480b, bus: OneWireBus, byte: number): number[] {
  if (!chip.isSearching) return [byteOf(bitsOf(byte).map((bit) => exchangeBit(bus, bit)))]
  chip.searchRequest.push(byte)
  if (chip.searchRequest.length < SEARCH_BYTES) return []
  const answer = search(bus, chip.searchRequest)
  chip.searchRequest.length = 0
  return answer
}

/**
 * The search accelerator: for each bit of a ROM the request's odd bit says which way to go where both are there. In the answer the
 * odd bit is the way that was gone, the even one whether there was a choice, or nobody.
 */
function search(bus: OneWireBus, request: readonly number[]): number[] {
  const wanted = request.flatMap(bitsOf)
  const answer = Array.from({ length: wanted.length / 2 }, (_, index): [Bit, Bit] => {
    const [bit, complement] = [exchangeBit(bus, 1), exchangeBit(bus, 1)]
    const isClear = bit !== complement
    const way = isClear ? bit : bit === 0 ? (wanted[2 * index + 1] ?? 0) : 1
    exchangeBit(bus, way)
    return [isClear ? 0 : 1, way]
  }).flat()
  return Array.from({ length: SEARCH_BYTES }, (_, index) => byteOf(answer.slice(8 * index, 8 * index + 8)))
}
