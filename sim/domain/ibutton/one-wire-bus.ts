/** A time slot's level. */
export type Bit = 0 | 1

/**
 * A 1-Wire bus with the iButtons (DS1990A) that lie on it now. Whoever sends pulls the line low for a 0, so of several that send
 * at once a 0 wins.
 */
export interface OneWireBus {
  readonly ibuttons: Map<string, IButton>
}

interface IButton {
  /** The 64 bits of the ROM in the order they are sent: family code first, each byte from its least significant bit. */
  readonly rom: readonly Bit[]
  phase: Phase
}

/** What an iButton does in the slots to come; `next` counts the bits of its ROM. */
type Phase =
  | { readonly type: 'waits-for-reset' }
  | { readonly type: 'hears-command'; readonly heard: readonly Bit[] }
  | { readonly type: 'sends-rom'; readonly next: number }
  | { readonly type: 'searched'; readonly next: number; readonly turn: 'bit' | 'complement' | 'direction' }
  | { readonly type: 'matched'; readonly next: number }

const WAITS_FOR_RESET: Phase = { type: 'waits-for-reset' }
const COMMAND_BITS = 8

/** ROM commands of a DS1990A; every other one makes it wait for the next reset. */
const COMMANDS: ReadonlyMap<number, Phase> = new Map<number, Phase>([
  [0x33, { type: 'sends-rom', next: 0 }],
  [0x0f, { type: 'sends-rom', next: 0 }],
  [0xf0, { type: 'searched', next: 0, turn: 'bit' }],
  [0x55, { type: 'matched', next: 0 }],
])

export function emptyBus(): OneWireBus {
  return { ibuttons: new Map() }
}

/** Lays an iButton on the reader. It takes part from the next reset on. `rom`: eight bytes, family code first, CRC last. */
export function layOn(bus: OneWireBus, id: string, rom: readonly number[]): void {
  bus.ibuttons.set(id, { rom: rom.flatMap(bitsOf), phase: WAITS_FOR_RESET })
}

/** Takes it off, whatever is being sent. */
export function takeOff(bus: OneWireBus, id: string): void {
  bus.ibuttons.delete(id)
}

/** A reset pulse. Returns whether anybody answers with a presence pulse. */
export function resetBus(bus: OneWireBus): boolean {
  for (const ibutton of bus.ibuttons.values()) ibutton.phase = { type: 'hears-command', heard: [] }
  return bus.ibuttons.size > 0
}

/** One time slot: the master writes a bit, a 1 to read. Returns the level of the line. */
export function exchangeBit(bus: OneWireBus, written: Bit): Bit {
  const sent = [...bus.ibuttons.values()].map(sentBit)
  const level: Bit = written === 0 || sent.includes(0) ? 0 : 1
  for (const ibutton of bus.ibuttons.values()) ibutton.phase = afterSlot(ibutton, level)
  return level
}

/** A byte's bits, least significant first. */
export function bitsOf(byte: number): Bit[] {
  return Array.from({ length: 8 }, (_, index) => ((byte >> index) & 1) as Bit)
}

/** The byte of eight bits, least significant first. */
export function byteOf(bits: readonly Bit[]): number {
  return bits.reduce<number>((byte, bit, index) => byte | (bit << index), 0)
}

function sentBit({ rom, phase }: IButton): Bit {
  if (phase.type === 'sends-rom') return rom[phase.next] ?? 1
  if (phase.type !== 'searched' || phase.turn === 'direction') return 1
  const bit = rom[phase.next] ?? 1
  return phase.turn === 'bit' ? bit : bit === 1 ? 0 : 1
}

function afterSlot({ rom, phase }: IButton, level: Bit): Phase {
  switch (phase.type) {
    case 'waits-for-reset':
      return phase
    case 'hears-command': {
      const heard = [...phase.heard, level]
      if (heard.length < COMMAND_BITS) return { type: 'hears-command', heard }
      return COMMANDS.get(byteOf(heard)) ?? WAITS_FOR_RESET
    }
    case 'sends-rom':
      return phase.next + 1 < rom.length ? { type: 'sends-rom', next: phase.next + 1 } : WAITS_FOR_RESET
    case 'matched':
      return rom[phase.next] === level && phase.next + 1 < rom.length
        ? { type: 'matched', next: phase.next + 1 }
        : WAITS_FOR_RESET
    case 'searched':
      return afterSearchSlot(rom, phase, level)
  }
}

/** Each bit of a search is three slots: the bit, its complement, and the direction that those of the other bit do not follow. */
function afterSearchSlot(rom: readonly Bit[], phase: Phase & { readonly type: 'searched' }, level: Bit): Phase {
  const { next, turn } = phase
  if (turn === 'bit') return { type: 'searched', next, turn: 'complement' }
  if (turn === 'complement') return { type: 'searched', next, turn: 'direction' }
  if (rom[next] !== level || next + 1 === rom.length) return WAITS_FOR_RESET
  return { type: 'searched', next: next + 1, turn: 'bit' }
}
