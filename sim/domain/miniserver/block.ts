import type { AccessController, AuthenticationNfcCodeTouch, Control, Program } from '../program/program.ts'

/** A block that decides over credentials presented at its reader. */
export type DecidingBlock = AuthenticationNfcCodeTouch | AccessController

/** The blocks that hear a device: a keypad's or external reader's own, or all Access Controllers on a 1-Wire Extension. */
export function blocksAt(program: Program, device: string): readonly DecidingBlock[] {
  return found(program, ({ byDevice }) => byDevice.get(device) ?? NONE)
}

/** The block of a reader as people name it: a keypad, an iButton reader or an external reader. */
export function blockOfReader(program: Program, reader: string): DecidingBlock | undefined {
  return found(program, ({ byReader }) => byReader.get(reader) ?? NONE)[0]
}

export function decidingBlocks(program: Program): readonly DecidingBlock[] {
  return found(program, ({ all }) => all)
}

export function isDeciding(control: Control): control is DecidingBlock {
  return control.kind === 'authentication-nfc-code-touch' || control.kind === 'access-controller'
}

type Blocks = readonly DecidingBlock[]

/** So that a tap costs no look at other readers' blocks, however many there are. */
interface BlockIndex {
  readonly version: string
  readonly all: Blocks
  readonly byReader: ReadonlyMap<string, Blocks>
  readonly byDevice: ReadonlyMap<string, Blocks>
}

const NONE: Blocks = []

/** Nothing but what follows from the programs themselves. */
const INDEXES = new WeakMap<Program, BlockIndex>()

/** Those of the index, made anew where one of them was replaced since, as in an open document, whose revision stays. */
function found(program: Program, look: (index: BlockIndex) => Blocks): Blocks {
  const version = `${program.rev},${program.controls.size}`
  const known = INDEXES.get(program)
  if (known?.version === version) {
    const blocks = look(known)
    if (blocks.every((block) => program.controls.get(block.uuid) === block)) return blocks
  }
  const index = indexOf(program, version)
  INDEXES.set(program, index)
  return look(index)
}

function indexOf({ controls }: Program, version: string): BlockIndex {
  const all = [...controls.values()].filter(isDeciding)
  return { version, all, byReader: groupBy(all, ({ reader }) => reader), byDevice: groupBy(all, deviceOf) }
}

function groupBy(blocks: Blocks, keyOf: (block: DecidingBlock) => string): ReadonlyMap<string, Blocks> {
  const groups = new Map<string, DecidingBlock[]>()
  for (const block of blocks) {
    const group = groups.get(keyOf(block))
    if (group === undefined) groups.set(keyOf(block), [block])
    else group.push(block)
  }
  return groups
}

function deviceOf(block: DecidingBlock): string {
  return block.kind === 'access-controller' ? (block.extension ?? block.reader) : block.reader
}
