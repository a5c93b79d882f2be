import { controlValue } from '../miniserver/control-value.ts'
import type { MiniserverState } from '../miniserver/state.ts'
import { type IoValue, restingValue } from '../trust-io/value.ts'
import { type Intercommunicated, intercommunicationOf, isIntercommunicated, type Remote } from './remote.ts'
import type { IntercommunicationState } from './state.ts'

/** Network Intercommunication of a unit, for people; without an `id` it has none. */
export interface IntercommunicationStatus {
  readonly id?: string
  readonly remotes: readonly Remote[]
  /** In the order of the program. */
  readonly values: readonly IntercommunicatedStatus[]
  /** Since the unit is up. */
  readonly counts: IntercommunicationState['counts']
}

interface IntercommunicatedStatus extends Pick<Intercommunicated, 'name' | 'value' | 'remote' | 'packet'> {
  readonly direction: 'input' | 'output'
  readonly at: IoValue
}

export function intercommunicationStatus(state: MiniserverState): IntercommunicationStatus {
  const setting = intercommunicationOf(state.program)
  const controls = [...state.program.controls.values()].filter(isIntercommunicated)
  return {
    ...(setting !== undefined && { id: setting.id }),
    remotes: setting?.remotes ?? [],
    values: controls.map((control) => {
      const { kind, name, value, remote, packet } = control
      const at = controlValue(state, control) ?? restingValue(control)
      return { direction: kind === 'intercommunication-input' ? 'input' : 'output', name, value, remote, packet, at }
    }),
    counts: { ...state.intercommunication.counts },
  }
}
