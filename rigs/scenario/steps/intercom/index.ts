import { answer } from './answer.ts'
import { closeStream } from './close-stream.ts'
import { hangUp } from './hang-up.ts'
import { mute } from './mute.ts'
import { openStream } from './open-stream.ts'
import { reject } from './reject.ts'
import { ring } from './ring.ts'
import { useIntercom } from './use-intercom.ts'

/** What is done at Intercoms. */
export const INTERCOM_WORDS = [ring, answer, reject, hangUp, mute, openStream, closeStream, useIntercom] as const
