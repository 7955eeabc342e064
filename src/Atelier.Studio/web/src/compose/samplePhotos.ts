import cat from '../../../../../samples/photos/chelsea.jpg';
import coffee from '../../../../../samples/photos/coffee.jpg';
import astronaut from '../../../../../samples/photos/astronaut.jpg';

/** Photographs for those who have none at hand; from the repository's samples, whose licences are in samples/README.md. */
export const samplePhotos = [
  { name: 'cat', url: cat },
  { name: 'coffee', url: coffee },
  { name: 'astronaut', url: astronaut },
] as const;

export type SamplePhotoName = (typeof samplePhotos)[number]['name'];
