import { RigError } from '../../sim/domain/errors.ts'
import type { Identity } from '../../sim/domain/miniserver/state.ts'
import type { RigFile } from './shape.ts'

const MINISERVER_GEN_2 = 2
const FIRMWARE = '16.0.6.10'

/** Who the Miniserver of a site is, as the rig file says; its addresses are known when it listens. */
export function identityOf(file: RigFile, site: string): Identity {
  const miniserver = file.sites[site]?.miniserver
  if (miniserver === undefined) throw new RigError('NOT_FOUND', `no site ${site} in rig ${file.rig}`)
  const { serial, name, type = MINISERVER_GEN_2, firmware = FIRMWARE } = miniserver
  return { site, serial: serial.toUpperCase(), name, miniserverType: type, firmware }
}
