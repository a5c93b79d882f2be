import { intercomInputs } from '../../intercom/inputs.ts'
import { outputChanged } from '../../intercommunication/send.ts'
import type { Values } from '../../logic/block-kind.ts'
import { runOfKept, stepBlock } from '../../logic/block-run.ts'
import type { Net } from '../../logic/net.ts'
import { type LogicValue, valueText } from '../../logic/value.ts'
import { type OutputChange, runWave } from '../../logic/wave.ts'
import type { Uuid } from '../../program/names.ts'
import type { Control } from '../../program/program.ts'
import { ioChanged } from '../../trust-io/send-values.ts'
import { type IoValue, isIo } from '../../trust-io/value.ts'
import { actionsSetOff } from '../automatic-rules.ts'
import { type DecidingBlock, isDeciding } from '../block.ts'
import { setBlockInput } from '../block-input.ts'
import { putControl, wiredValue } from '../control-value.ts'
import type { Effect, StoreRecord } from '../effect.ts'
import type { Moment } from '../moment.ts'
import type { MiniserverState } from '../state.ts'
import { keep } from './keep.ts'
import { netOf } from './net-of.ts'
import type { BlockMemory } from './state.ts'
import { noteWhy } from './why.ts'

/** What begins at one instant: controls that are set, outputs that say something else, blocks that are due. */
export interface Beginning {
  readonly settings?: readonly Setting[]
  readonly outputs?: readonly Output[]
  readonly due?: readonly Uuid[]
  readonly causedBy?: string | undefined
}

interface Setting {
  readonly control: Uuid
  readonly value: IoValue
}

interface Output {
  readonly control: Uuid
  readonly terminal: string
  readonly value: LogicValue
}

/**
 * Lets it run through wires, blocks of logic and automatic rules (R57, R87), and says all that follows, in order.
 *
 * What begins together is one wave: every block and control that it concerns is asked once, behind all that feeds it. What rules
 * then do, and the ends of pulses of no length, are the next wave of the same instant. Ends always: wires do not go in circles, and
 * a rule acts once for each beginning, at the first change that sets it off (P-112).
 */
export function letFlow(state: MiniserverState, beginning: Beginning, moment: Moment): Effect[] {
  const flow = new Flow(state, moment, beginning.causedBy)
  const { due, settings } = anew(state)
  flow.run({
    ...beginning,
    settings: [...settings, ...(beginning.settings ?? [])],
    due: [...due, ...(beginning.due ?? [])],
  })
  return flow.effects()
}

/** With another program all that is wired is asked once, and what has lost its wire is at rest. */
function anew({ logic, program }: MiniserverState): Required<Pick<Beginning, 'due' | 'settings'>> {
  if (logic.rev === program.rev) return { due: [], settings: [] }
  logic.rev = program.rev
  const { wired } = netOf(program)
  const settings = [...logic.inputs].flatMap(([control, { I }]): Setting[] => {
    const isWired = wired.get(control)?.some(({ pin }) => pin === 'I') === true
    if (I === undefined || isWired) return []
    logic.inputs.delete(control)
    return [{ control, value: typeof I === 'string' ? '' : 0 }]
  })
  return { due: [...new Set([...program.logic.keys(), ...wired.keys()])], settings }
}

/** Waves of one instant at most. Without circles there are never so many. */
const WAVES_MAX = 1_000

class Flow {
  readonly #state: MiniserverState
  readonly #moment: Moment
  readonly #causedBy: string | undefined
  readonly #net: Net
  readonly #acted = new Set<Uuid>()
  readonly #effects: Effect[] = []
  readonly #records: StoreRecord[] = []
  /** What the next wave begins with. */
  #next = nothing()

  constructor(state: MiniserverState, moment: Moment, causedBy: string | undefined) {
    this.#state = state
    this.#moment = moment
    this.#causedBy = causedBy
    this.#net = netOf(state.program)
  }

  run(beginning: Beginning): void {
    this.#wave(beginning)
    for (let wave = 1; wave < WAVES_MAX && Object.values(this.#next).some(({ length }) => length > 0); wave++) {
      const next = this.#next
      this.#next = nothing()
      this.#wave(next)
    }
  }

  effects(): Effect[] {
    const { length } = this.#records
    return length === 0 ? this.#effects : [{ type: 'commit', records: this.#records, then: [] }, ...this.#effects]
  }

  #wave({ settings = [], outputs = [], due = [] }: Beginning): void {
    const changes = outputs.map(({ control, terminal, value }) => ({ part: control, pin: terminal, value }))
    for (const { control, value } of settings) {
      const found = this.#state.program.controls.get(control)
      const put = found && this.#put(found, value)
      if (put?.O !== undefined) changes.push({ part: control, pin: 'O', value: put.O })
    }
    const step = (part: Uuid, inputs: Values) => this.#step(part, inputs)
    for (const change of runWave(this.#net, this.#state.logic.values, { changes, due }, step)) this.#changed(change)
  }

  #step(part: Uuid, inputs: Values): Values {
    const control = this.#state.program.controls.get(part)
    return control === undefined ? this.#stepBlock(part, inputs) : this.#stepControl(control, inputs)
  }

  #stepBlock(uuid: Uuid, inputs: Values): Values {
    const { logic, program } = this.#state
    const block = program.logic.get(uuid)
    if (block === undefined) return {}
    const known: BlockMemory | undefined = logic.blocks.get(uuid) ?? runOfKept(block, logic.kept.get(uuid))
    const nowMs = this.#moment.at.monotonicMs
    const { outputs, run } = stepBlock(block, known, inputs, nowMs)
    const causedBy = this.#causedBy ?? known?.causedBy
    logic.blocks.set(uuid, { ...run, ...(causedBy !== undefined && { causedBy }) })
    this.#records.push(...keep(logic, block, run))
    this.#setTimer(uuid, known?.dueMs, run.dueMs)
    return outputs
  }

  #setTimer(uuid: Uuid, before: number | undefined, dueMs: number | undefined): void {
    const timer = `logic/${uuid}`
    if (dueMs !== undefined && dueMs <= this.#moment.at.monotonicMs) this.#next.due.push(uuid)
    else if (dueMs !== undefined && dueMs !== before)
      this.#effects.push({ type: 'set-timer', timer, atMonotonicMs: dueMs })
    else if (dueMs === undefined && before !== undefined) this.#effects.push({ type: 'cancel-timer', timer })
  }

  #stepControl(control: Control, inputs: Values): Values {
    const { logic } = this.#state
    const was = logic.inputs.get(control.uuid) ?? {}
    logic.inputs.set(control.uuid, inputs)
    if (control.kind === 'intercom') {
      const step = { state: this.#state, ...this.#moment }
      const { effects, outputs } = intercomInputs(step, control, { was, now: inputs }, this.#causedBy)
      this.#effects.push(...effects)
      this.#next.outputs.push(...outputs)
      return {}
    }
    if (isDeciding(control)) {
      const changed = Object.entries(inputs).filter(([pin, value]) => (was[pin] ?? false) !== value)
      for (const [terminal, value] of changed) this.#setBlockInput(control, terminal, value === true)
      return {}
    }
    return inputs.I === undefined || inputs.I === was.I ? {} : this.#put(control, ioValue(inputs.I))
  }

  /** What goes off with it is the next wave: a block that decides hands nothing on (`isEnd`). */
  #setBlockInput(block: DecidingBlock, terminal: string, on: boolean): void {
    const { effects, switchedOff } = setBlockInput(this.#state, block, { terminal, on }, this.#moment)
    this.#effects.push(...effects)
    this.#next.outputs.push(...switchedOff.map((output) => ({ control: block.uuid, ...output })))
  }

  /** A control's value changes: what its output is at from then on, and what rules that sets off. */
  #put(control: Control, asked: IoValue): Values {
    const put = putControl(this.#state, control, asked, this.#moment)
    if (put === undefined) return {}
    this.#effects.push(...put.effects)
    if (isIo(control)) this.#effects.push(...ioChanged({ state: this.#state, ...this.#moment }, control))
    if (control.kind === 'intercommunication-output')
      this.#effects.push(...outputChanged(this.#state, control, this.#moment, this.#causedBy))
    const { uuid } = control
    const acts = actionsSetOff(this.#state.program, { control: uuid, on: put.value === 1 }, this.#acted)
    this.#next.settings.push(...acts.map(({ control, on }) => ({ control, value: Number(on) })))
    return { O: wiredValue(control, put.value) }
  }

  /** Notes why, and tells of blocks of logic what they did. */
  #changed(change: OutputChange): void {
    const { logic, program } = this.#state
    const causedBy = this.#causedBy
    const { way } = noteWhy(logic, this.#net, change, causedBy)
    const block = program.logic.get(change.part)
    if (block === undefined) return
    const data = { output: `${block.name}.${change.pin}`, value: valueText(change.value), because: way.join(', ') }
    this.#effects.push({ type: 'notice', name: 'logic', data, ...(causedBy !== undefined && { causedBy }) })
  }
}

function nothing(): { readonly settings: Setting[]; readonly outputs: Output[]; readonly due: Uuid[] } {
  return { settings: [], outputs: [], due: [] }
}

function ioValue(value: LogicValue): IoValue {
  return typeof value === 'boolean' ? Number(value) : value
}
