import type { AccessController, AuthenticationNfcCodeTouch, Control, Program } from '../program/program.ts'

/** A block that decides over credentials presented at its reader. */
export type DecidingBlock = AuthenticationNfcCodeTouch | AccessController

/** The blocks that hear a device: a keypad's or external reader's own, or all Access Controllers on a 1-Wire Extension. */
export function blocksAt(program: Program, device: string): DecidingBlock[] {
  return decidingBlocks(program).filter((block) => deviceOf(block) === device)
}

/** The block of a reader as people name it: a keypad, an iButton reader or an external reader. */
export function blockOfReader(program: Program, reader: string): DecidingBlock | undefined {
  return decidingBlocks(program).find((block) => block.reader === reader)
}

export function decidingBlocks(program: Program): DecidingBlock[] {
  return [...program.controls.values()].filter(isDeciding)
}

export function isDeciding(control: Control): control is DecidingBlock {
  return control.kind === 'authentication-nfc-code-touch' || control.kind === 'access-controller'
}

function deviceOf(block: DecidingBlock): string {
  return block.kind === 'access-controller' ? (block.extension ?? block.reader) : block.reader
}
