import { BLOCK_KINDS, type LogicBlock } from '../../../../sim/domain/logic/block.ts'
import { terminalKey } from '../../../../sim/domain/logic/net.ts'
import { wireFaults } from '../../../../sim/domain/logic/wire-faults.ts'
import type { Program } from '../../../../sim/domain/program/program.ts'
import { partsOf } from '../../../../sim/domain/program/terminals.ts'
import type { Lint } from '../lint.ts'

export const logicInputOpen: Lint = {
  code: 'LOGIC_INPUT_OPEN',
  finds: 'Nothing is wired to an input without which a block of logic never does anything.',
  mend: 'Wire something to it, or take the block out.',
  source: 'P-233',
  *look({ program }) {
    const wired = new Set([...program.wiring.values()].map(({ to }) => terminalKey(to)))
    for (const block of program.logic.values()) {
      for (const pins of neededBy(block)) {
        if (pins.some((terminal) => wired.has(terminalKey({ control: block.uuid, terminal })))) continue
        const sentence = `Nothing is wired to ${pins.join(' or ')} of "${block.name}" (${BLOCK_KINDS[block.kind].title}).`
        yield { place: { of: 'logic', id: block.uuid }, sentence }
      }
    }
  },
}

export const logicOutputOpen: Lint = {
  code: 'LOGIC_OUTPUT_OPEN',
  finds: 'No output of a block of logic is wired to anything.',
  mend: 'Wire one, or take the block out.',
  source: 'P-233',
  *look({ program }) {
    const used = new Set([...program.wiring.values()].map(({ from }) => from.control))
    for (const { uuid, name, kind } of program.logic.values()) {
      if (used.has(uuid)) continue
      const sentence = `What "${name}" (${BLOCK_KINDS[kind].title}) comes to is wired to nothing.`
      yield { place: { of: 'logic', id: uuid }, sentence }
    }
  },
}

export const wireBroken: Lint = {
  code: 'WIRE_BROKEN',
  finds: 'A wire begins or ends where nothing is any more, as when a member goes whose bell output it was.',
  mend: 'Take the wire out, or wire it to something else.',
  source: '§3.10',
  *look({ program }) {
    const parts = new Map(partsOf(program).map((part) => [part.id, part]))
    const wires = [...program.wiring.values()]
    for (const { code, wire, end, message } of wireFaults(parts, wires)) {
      const other = wires[wire]?.[end === 'from' ? 'to' : 'from'].control ?? ''
      if (code === 'NOT_FOUND') yield { place: placeOf(program, other), sentence: message }
    }
  },
}

/** Of each group of inputs at least one. */
function neededBy(block: LogicBlock): readonly (readonly string[])[] {
  if (block.kind === 'status') return inputsOfRows(block.rows)
  return NEEDED[block.kind] ?? [BLOCK_KINDS[block.kind].inputs(block).map(({ name }) => name)]
}

const NEEDED: { readonly [Kind in LogicBlock['kind']]?: readonly (readonly string[])[] } = {
  xor: [['I1'], ['I2']],
  equal: [['I1']],
  'select-by-number': [['Sel']],
  monoflop: [['Tr']],
  'flip-flop': [['S'], ['R']],
  toggle: [['Tg', 'On']],
  'stairwell-light-switch': [['Tr', 'On']],
}

function inputsOfRows(rows: Extract<LogicBlock, { kind: 'status' }>['rows']): string[][] {
  const asked = new Set(rows.flatMap(({ when }) => when.map(({ input }) => input)))
  return [...asked].map((input) => [input])
}

/** At the end that is there. */
function placeOf({ logic, controls }: Program, uuid: string) {
  if (logic.has(uuid)) return { of: 'logic', id: uuid } as const
  return controls.has(uuid) ? ({ of: 'control', id: uuid } as const) : ({ of: 'program' } as const)
}
