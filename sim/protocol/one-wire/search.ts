import { type Bit, bitsOf, byteOf } from '../../domain/ibutton/one-wire-bus.ts'
import { SEARCH_BYTES } from './ds2480b.ts'
import { crc8 } from './rom.ts'

const ROM_BITS = 64

/** One pass of the search for all ROMs on a bus: which way to go where several differ, bit by bit from the family code on. */
export type SearchPath = readonly Bit[]

/** What one pass found. */
export interface SearchPass {
  /** Eight bytes, family code first; undefined when its CRC is wrong, or nobody was there to the end. */
  readonly rom: readonly number[] | undefined
  /** The path of the next pass; undefined when this was the last. */
  readonly next: SearchPath | undefined
}

/** The path of a search's first pass: to the 0 wherever there is a choice. */
export const FIRST_PATH: SearchPath = []

/** The request of a pass for a DS2480B's search accelerator. */
export function searchRequest(path: SearchPath): number[] {
  const bits = Array.from({ length: ROM_BITS }, (_, index): [Bit, Bit] => [0, path[index] ?? 0]).flat()
  return Array.from({ length: SEARCH_BYTES }, (_, index) => byteOf(bits.slice(8 * index, 8 * index + 8)))
}

/**
 * Reads the accelerator's answer. The next pass goes the same way up to the last place where it went to the 0 although there was
 * a choice, and there to the 1.
 */
export function searchPass(answer: readonly number[]): SearchPass {
  const bits = answer.flatMap(bitsOf)
  const way = Array.from({ length: ROM_BITS }, (_, index) => bits[2 * index + 1] ?? 1)
  const hadChoice = Array.from({ length: ROM_BITS }, (_, index) => bits[2 * index] === 1)
  const last = way.findLastIndex((bit, index) => bit === 0 && hadChoice[index])
  const rom = Array.from({ length: 8 }, (_, index) => byteOf(way.slice(8 * index, 8 * index + 8)))
  // Nobody left on the way reads as ones, family code and all zeros as a shorted bus; neither has this CRC, or is a ROM.
  const isRom = crc8(rom) === 0 && rom[0] !== 0
  return { rom: isRom ? rom : undefined, next: last < 0 ? undefined : [...way.slice(0, last), 1] }
}
