import { type LogicBlock, pinsOfBlock } from '../../../sim/domain/logic/block.ts'
import type { Values } from '../../../sim/domain/logic/block-kind.ts'
import { type BlockRun, keptOf, runOfKept, stepBlock } from '../../../sim/domain/logic/block-run.ts'
import { compileNet, type LogicWire, type Net, type Part } from '../../../sim/domain/logic/net.ts'
import type { LogicValue, ValueType } from '../../../sim/domain/logic/value.ts'
import { valueText } from '../../../sim/domain/logic/value.ts'
import { runWave } from '../../../sim/domain/logic/wave.ts'

/** Blocks on a bench: sources that the test sets, wires as `Button > Lamp.Tg`, and a clock that it moves. */
export class Bench {
  readonly net: Net
  readonly blocks: ReadonlyMap<string, LogicBlock>
  readonly runs = new Map<string, BlockRun>()
  readonly values = new Map<string, LogicValue>()
  nowMs = 1_000

  constructor(
    blocks: readonly LogicBlock[],
    wires: readonly string[],
    sources: Readonly<Record<string, ValueType>>,
    kept: ReadonlyMap<string, unknown> = new Map(),
  ) {
    this.blocks = new Map(blocks.map((block) => [block.uuid, block]))
    this.net = compileNet([...sourceParts(sources), ...blocks.map(partOf)], wires.map(wireOf))
    for (const block of blocks) {
      const run = runOfKept(block, kept.get(block.uuid))
      if (run !== undefined) this.runs.set(block.uuid, run)
    }
    this.#run({}, this.blocks.keys())
  }

  /** Sets sources at one instant; what changed behind them, as `Lamp.O on`, pulses of no length included. */
  set(sources: Values): string[] {
    return this.#run(sources, [])
  }

  /** On and off again at one instant. */
  pulse(source: string): string[] {
    return [...this.set({ [source]: true }), ...this.set({ [source]: false })]
  }

  advance(durationMs: number): string[] {
    const untilMs = this.nowMs + durationMs
    const changed: string[] = []
    for (;;) {
      const due = [...this.runs].flatMap(([uuid, { dueMs }]) => (dueMs === undefined ? [] : [{ uuid, dueMs }]))
      const nextMs = Math.min(...due.map(({ dueMs }) => dueMs))
      if (nextMs > untilMs) break
      this.nowMs = nextMs
      changed.push(
        ...this.#run(
          {},
          due.flatMap(({ uuid, dueMs }) => (dueMs === nextMs ? [uuid] : [])),
        ),
      )
    }
    this.nowMs = untilMs
    return changed
  }

  value(key: string): LogicValue | undefined {
    return this.values.get(key)
  }

  kept(): Map<string, unknown> {
    return new Map(
      [...this.runs].flatMap(([uuid, run]) => {
        const block = this.blocks.get(uuid)
        const memory = block && keptOf(block, run)
        return memory === undefined ? [] : [[uuid, structuredClone(memory)] as const]
      }),
    )
  }

  #run(sources: Values, due: Iterable<string>): string[] {
    const changed: string[] = []
    let impulse = {
      changes: Object.entries(sources).map(([part, value]) => ({ part, pin: 'O', value })),
      due: [...due],
    }
    while (impulse.changes.length + impulse.due.length > 0) {
      const again: string[] = []
      const changes = runWave(this.net, this.values, impulse, (part, inputs) => this.#step(part, inputs, again))
      changed.push(
        ...changes.flatMap(({ part, pin, value }) => (part in sources ? [] : [`${part}.${pin} ${valueText(value)}`])),
      )
      impulse = { changes: [], due: again }
    }
    return changed
  }

  #step(part: string, inputs: Values, again: string[]): Values {
    const block = this.blocks.get(part)
    if (block === undefined) return {}
    const { outputs, run } = stepBlock(block, this.runs.get(part), inputs, this.nowMs)
    this.runs.set(part, run)
    if (run.dueMs !== undefined && run.dueMs <= this.nowMs) again.push(part)
    return outputs
  }
}

export function partOf(block: LogicBlock): Part {
  return { id: block.uuid, name: block.name, ...pinsOfBlock(block) }
}

export function sourceParts(sources: Readonly<Record<string, ValueType>>): Part[] {
  return Object.entries(sources).map(([name, type]) => ({ id: name, name, inputs: [], outputs: [{ name: 'O', type }] }))
}

/** `Button > Lamp.Tg`: where no output is named it is O. */
export function wireOf(text: string): LogicWire {
  const [from = '', to = ''] = text.split(' > ')
  return { from: endOf(from.includes('.') ? from : `${from}.O`), to: endOf(to) }
}

function endOf(text: string) {
  const dot = text.lastIndexOf('.')
  return { control: text.slice(0, dot), terminal: text.slice(dot + 1) }
}
