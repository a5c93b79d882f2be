import type { Socket } from 'node:net'
import { RigError } from '../../../sim/domain/errors.ts'
import { GET_UID } from '../../../sim/protocol/nfc/uid-command.ts'
import { bytesOf, MACHINE_READS_MS, type Presenter } from './presenter.ts'
import { type Stand, uidOf } from './pty-presenter.ts'
import type { ChosenSource } from './reader-choice.ts'
import { INSTRUCTION_UNKNOWN, layCardOn, OK, STORAGE_CARD_ATR, takeCardOff } from './vpcd-card.ts'

/** The slots of vsmartcard's virtual reader, and which port each has after the first. */
const SLOTS = { '00 00': 0, '00 01': 1 } as const

/** A tag for the virtual PC/SC reader, on which pcscd asks it for its UID as on any other reader. */
export function vpcdStand({ port, slot }: Extract<ChosenSource, { readonly kind: 'vpcd' }>): Stand {
  const address = port + SLOTS[slot]
  let lying: Socket | undefined
  const takeOff = async (): Promise<void> => {
    const card = lying
    lying = undefined
    await takeCardOff(card)
  }
  const presenter: Presenter = {
    withinMs: MACHINE_READS_MS,
    isPerson: false,
    async present(credential) {
      lying = await tagOn(address, Buffer.from(uidOf(bytesOf(credential))))
    },
    takeOff,
    [Symbol.asyncDispose]: takeOff,
  }
  return { source: { kind: 'pcsc', reader: 'Virtual PCD', slot }, presenter }
}

/** It knows its UID and nothing else. */
async function tagOn(port: number, uid: Buffer): Promise<Socket> {
  const answer = (command: Buffer): Buffer =>
    command.equals(Buffer.from(GET_UID)) ? Buffer.concat([uid, OK]) : INSTRUCTION_UNKNOWN
  return layCardOn(port, { atr: () => STORAGE_CARD_ATR, answer }).catch((cause: unknown) => {
    const why = `no virtual PC/SC reader listens on port ${port}; install it with: sudo apt-get install vsmartcard-vpcd`
    throw new RigError('READER_ABSENT', why, { cause })
  })
}
