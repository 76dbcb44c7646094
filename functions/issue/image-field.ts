import * as z from 'zod'
import { imagePath as pattern } from './image.ts'

/** A picture that a text of the issue names. */
export const imagePath = z
  .string()
  .regex(pattern, 'is not a path inside the issue’s folder')
  .meta({ title: 'path of a picture in the issue’s folder' })
