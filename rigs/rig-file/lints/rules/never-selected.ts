import { blocksAt } from '../../../../sim/domain/miniserver/block.ts'
import type { AccessController, Program } from '../../../../sim/domain/program/program.ts'
import type { Lint } from '../lint.ts'

export const neverSelected: Lint = {
  code: 'DOOR_NEVER_SELECTED',
  finds:
    'No iButton ever opens a door: nothing is wired to the Sel that it waits for, or it has none and shares its 1-Wire Extension with another such door.',
  mend: 'Give it a selection and wire its Sel, or its reader an extension of its own.',
  source: '§3.6.7, P-55, P-204',
  *look({ program }) {
    for (const control of program.controls.values()) {
      if (control.kind !== 'access-controller' || control.extension === undefined) continue
      const why = whyNever(program, control, control.extension)
      if (why !== undefined)
        yield {
          place: { of: 'control', id: control.uuid },
          sentence: `No iButton ever opens "${control.name}": ${why}.`,
        }
    }
  },
}

function whyNever(program: Program, { uuid, selectionMs }: AccessController, extension: string): string | undefined {
  if (selectionMs !== undefined) return isSelWired(program, uuid) ? undefined : 'nothing is wired to its Sel'
  const other = blocksAt(program, extension).find(
    (each) => each.uuid !== uuid && each.kind === 'access-controller' && each.selectionMs === undefined,
  )
  return other && `"${extension}" cannot tell its reader from that of "${other.name}"`
}

function isSelWired({ wiring }: Program, control: string): boolean {
  return [...wiring.values()].some(({ to }) => to.control === control && to.terminal === 'Sel')
}
