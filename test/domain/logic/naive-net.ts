import { type LogicBlock, pinsOfBlock } from '../../../sim/domain/logic/block.ts'
import type { Values } from '../../../sim/domain/logic/block-kind.ts'
import { type BlockRun, stepBlock } from '../../../sim/domain/logic/block-run.ts'
import type { LogicValue } from '../../../sim/domain/logic/value.ts'
import type { RandomNet } from './arbitrary-net.ts'
import { wireOf } from './bench.ts'

/**
 * The same net without an order of its own: at each instant all blocks are asked, from what they knew before it, over and over until
 * no output changes any more. Only then do they remember. Asks every block, whether it is concerned or not.
 */
export class NaiveNet {
  readonly #blocks: ReadonlyMap<string, LogicBlock>
  readonly #wires: readonly { from: string; to: string; terminal: string }[]
  #outputs = new Map<string, LogicValue>()
  #runs = new Map<string, BlockRun>()
  #nowMs = 1_000

  constructor({ blocks, wires, sources }: RandomNet) {
    this.#blocks = new Map(blocks.map((block) => [block.uuid, block]))
    this.#wires = wires.map(wireOf).map(({ from, to }) => ({
      from: `${from.control}.${from.terminal}`,
      to: to.control,
      terminal: to.terminal,
    }))
    const initial = { digital: false, analog: 0, text: '' }
    for (const [name, type] of Object.entries(sources)) this.#outputs.set(`${name}.O`, initial[type])
    for (const block of blocks) {
      for (const { name, type } of pinsOfBlock(block).outputs) this.#outputs.set(`${block.uuid}.${name}`, initial[type])
    }
    this.#settle()
  }

  set(sources: Values): void {
    for (const [name, value] of Object.entries(sources)) this.#outputs.set(`${name}.O`, value)
    this.#settle()
  }

  advance(durationMs: number): void {
    const untilMs = this.#nowMs + durationMs
    for (;;) {
      const nextMs = Math.min(...[...this.#runs.values()].map(({ dueMs }) => dueMs ?? Number.POSITIVE_INFINITY))
      if (nextMs > untilMs) break
      this.#nowMs = nextMs
      this.#settle()
    }
    this.#nowMs = untilMs
  }

  /** Outputs that are something else than here. */
  differing(values: ReadonlyMap<string, LogicValue>): string[] {
    return [...this.#outputs].flatMap(([key, value]) =>
      (values.get(key) ?? (typeof value === 'string' ? '' : typeof value === 'number' ? 0 : false)) === value
        ? []
        : [key],
    )
  }

  #settle(): void {
    do {
      const runs = this.#fixPoint()
      this.#runs = runs
    } while ([...this.#runs.values()].some(({ dueMs }) => dueMs !== undefined && dueMs <= this.#nowMs))
  }

  #fixPoint(): Map<string, BlockRun> {
    for (let round = 0; round < 100; round++) {
      const runs = new Map<string, BlockRun>()
      const before = new Map(this.#outputs)
      for (const [uuid, block] of this.#blocks) {
        const { outputs, run } = stepBlock(block, this.#runs.get(uuid), this.#inputs(uuid, block, before), this.#nowMs)
        runs.set(uuid, run)
        for (const [pin, value] of Object.entries(outputs)) this.#outputs.set(`${uuid}.${pin}`, value)
      }
      if ([...before].every(([key, value]) => this.#outputs.get(key) === value)) return runs
    }
    throw new TypeError('no fix-point')
  }

  #inputs(uuid: string, block: LogicBlock, outputs: ReadonlyMap<string, LogicValue>): Values {
    const inputs: Record<string, LogicValue> = {}
    for (const { from, to, terminal } of this.#wires) {
      const value = outputs.get(from)
      if (to !== uuid || value === undefined) continue
      const type = pinsOfBlock(block).inputs.find(({ name }) => name === terminal)?.type
      inputs[terminal] = type === 'analog' ? Number(value) : value
    }
    return inputs
  }
}
