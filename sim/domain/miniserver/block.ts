import type { AccessController, AuthenticationNfcCodeTouch, Program } from '../program/program.ts'

/** A block that decides over credentials presented at its reader. */
export type DecidingBlock = AuthenticationNfcCodeTouch | AccessController

/**
 * The block that hears this device: a keypad's own, or the only Access Controller on a 1-Wire Extension. With several on one
 * extension none is meant until its Sel window opens (§3.6.7), and so none is returned.
 */
export function blockAt(program: Program, device: string): DecidingBlock | undefined {
  const blocks = decidingBlocks(program).filter((block) => deviceOf(block) === device)
  return blocks.length === 1 ? blocks[0] : undefined
}

/** The block of a reader as people name it: a keypad, or an iButton reader. */
export function blockOfReader(program: Program, reader: string): DecidingBlock | undefined {
  return decidingBlocks(program).find((block) => block.reader === reader)
}

export function decidingBlocks(program: Program): DecidingBlock[] {
  return [...program.controls.values()].filter(isDeciding)
}

/** What opens when nothing else was selected: O1 of a keypad's block, P of an Access Controller (§3.6.3, §3.6.7). */
export function standardOutput(block: DecidingBlock): { readonly terminal: string; readonly name: string } {
  if (block.kind === 'access-controller') return { terminal: 'P', name: block.name }
  return { terminal: 'O1', name: block.outputs.find(({ output }) => output === 1)?.name ?? block.name }
}

function deviceOf(block: DecidingBlock): string {
  return block.kind === 'access-controller' ? block.extension : block.reader
}

function isDeciding(control: { readonly kind: string }): control is DecidingBlock {
  return control.kind === 'authentication-nfc-code-touch' || control.kind === 'access-controller'
}
