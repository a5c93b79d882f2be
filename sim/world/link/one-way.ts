import { LINK_FAULTS, type LinkFault, type LinkFaultKind, type Parcel } from './link-fault.ts'

/** One direction of a link, with all that is wrong with it. Whole at first. */
export class OneWay {
  readonly #changed: () => void
  readonly #faults = new Map<LinkFaultKind, LinkFault>()
  #isCut = false

  /** `changed` is called after it was cut or healed. */
  constructor(changed: () => void = () => {}) {
    this.#changed = changed
  }

  get isCut(): boolean {
    return this.#isCut
  }

  carry(parcel: Parcel): void {
    if (this.#isCut) parcel.lost()
    else this.#carry(parcel, 0)
  }

  /** Nothing comes through any more; what is held back is lost. */
  cut(): void {
    this.#isCut = true
    for (const fault of this.#faults.values()) fault.letGo()
    this.#changed()
  }

  /** One of each kind: what an earlier one holds back goes on at once. */
  disturb(fault: LinkFault): void {
    const before = this.#faults.get(fault.kind)
    this.#faults.set(fault.kind, fault)
    before?.letGo()
  }

  /** It is whole again: what is held back goes on at once, in the order in which it was sent. */
  heal(): void {
    this.#isCut = false
    // From its end, where what was sent first is held back.
    for (const kind of [...LINK_FAULTS].reverse()) {
      const fault = this.#faults.get(kind)
      this.#faults.delete(kind)
      fault?.letGo()
    }
    this.#changed()
  }

  /** From this fault on. */
  #carry(parcel: Parcel, first: number): void {
    const index = LINK_FAULTS.findIndex((kind, index) => index >= first && this.#faults.has(kind))
    const fault = index < 0 ? undefined : this.#faults.get(LINK_FAULTS[index] as LinkFaultKind)
    if (fault !== undefined) fault.carry(parcel, (each) => this.#carry(each, index + 1))
    else if (this.#isCut) parcel.lost()
    else parcel.arrive()
  }
}
