import type { LogicBlock } from '../../../sim/domain/logic/block.ts'
import { type Condition, OPERATOR_NAMES, type StatusRow } from '../../../sim/domain/logic/kinds/status.ts'
import type { RigLogicBlock } from '../shape.ts'
import { entries } from '../site-names.ts'
import { millisecondsOf } from '../units.ts'
import type { Build } from './context.ts'

/** As long as a door's. */
const PULSE = '3s'

export function buildLogic(build: Build): LogicBlock[] {
  return entries(build.site.program?.logic).map(([name, block]) => ({
    uuid: build.uuid('logic', name),
    name,
    ...parametersOf(block),
  }))
}

type Parameters = LogicBlock extends infer Each
  ? Each extends LogicBlock
    ? Omit<Each, 'uuid' | 'name'>
    : never
  : never

function parametersOf(block: RigLogicBlock): Parameters {
  switch (block.kind) {
    case 'equal':
      return { kind: block.kind, value: block.value ?? 0 }
    case 'select-by-number':
      return { kind: block.kind, choices: choicesOf(block.outputs) }
    case 'monoflop':
      return { kind: block.kind, onMs: millisecondsOf(block.pulse ?? PULSE) }
    case 'flip-flop':
    case 'toggle':
      return { kind: block.kind, remanence: block.remanence ?? false }
    case 'stairwell-light-switch': {
      const { kind, duration = '180s', warning = '15s', pause = '500ms', remanence = false } = block
      const [onMs, warningMs, warningOffMs] = [millisecondsOf(duration), millisecondsOf(warning), millisecondsOf(pause)]
      return { kind, onMs, warningMs, warningOffMs, remanence }
    }
    case 'status':
      return { kind: block.kind, rows: block.rows.map(rowOf) }
    default:
      return { kind: block.kind }
  }
}

function choicesOf(outputs: Extract<RigLogicBlock, { kind: 'select-by-number' }>['outputs']) {
  return entries(outputs).map(([output, numbers]) => ({ output: Number(output), numbers: numbers ?? [] }))
}

function rowOf({
  when = [],
  text = '',
  value = 0,
}: Extract<RigLogicBlock, { kind: 'status' }>['rows'][number]): StatusRow {
  return { when: when.map(conditionOf), text, value }
}

/** `I1 == 1`, `I2 : An`: what is written as a number is one; `007` is not, for a text may be a code. */
function conditionOf(text: string): Condition {
  const [input = '', sign = '', ...rest] = text.split(' ')
  const operator = OPERATOR_NAMES.find((each) => each === sign)
  if (operator === undefined) throw new TypeError(`not a condition: ${text}`)
  const value = rest.join(' ').trim()
  return {
    input,
    operator,
    value: String(Number(value)) === value && Number.isFinite(Number(value)) ? Number(value) : value,
  }
}
