/** Reviews, signed by what people fly and not by who they are. */
export interface Review {
  /** 1 to 5. */
  stars: number;
  title: string;
  text: string;
  from: string;
  /** Month of the review, ISO 8601. */
  month: string;
}

const byProduct: Readonly<Record<string, readonly Review[]>> = {
  merrow: [
    {
      stars: 5,
      title: 'Up before I had let go',
      text: 'Bought for the children. The children have not had it yet.',
      from: 'Flies on a football field',
      month: '2026-05',
    },
    {
      stars: 4,
      title: 'Lovely, pack the spare',
      text: 'The cross spar found the car door. The spare in the bag fitted at once.',
      from: 'Flies in the dunes',
      month: '2026-03',
    },
  ],
  skerry: [
    {
      stars: 5,
      title: 'Flew through lunch',
      text: 'Tied to a picnic bench for two hours. Nobody touched it, and nobody looked at anything else.',
      from: 'Flies by a reservoir',
      month: '2026-07',
    },
    {
      stars: 5,
      title: 'For evenings',
      text: 'When every other kite has come down, this one is still a dot.',
      from: 'Flies on the dike',
      month: '2026-06',
    },
    {
      stars: 4,
      title: 'Needs room',
      text: 'Two metres of wing is more than my hallway. Outside it is perfect.',
      from: 'Flies in a city park',
      month: '2026-02',
    },
  ],
  rokkaku: [
    {
      stars: 5,
      title: 'Lifts a camera without a wobble',
      text: 'The pictures are sharp. That says it all.',
      from: 'Flies over wet meadows',
      month: '2026-04',
    },
    {
      stars: 4,
      title: 'A serious pull at five',
      text: 'Wear gloves. The leaflet says so, and the leaflet is right.',
      from: 'Flies on the beach',
      month: '2025-11',
    },
  ],
  lantern: [
    {
      stars: 5,
      title: 'At sunset it is a lamp',
      text: 'We drove to the west coast for the light. Worth every kilometre.',
      from: 'Flies on cliffs',
      month: '2026-06',
    },
    {
      stars: 3,
      title: 'Wants wind',
      text: 'Below a three it sulks. Above, there is nothing nicer.',
      from: 'Flies inland',
      month: '2026-01',
    },
  ],
  signal: [
    {
      stars: 5,
      title: 'Like flying a small barn',
      text: 'It goes up and it stays up.',
      from: 'Flies on mud flats',
      month: '2026-05',
    },
    {
      stars: 4,
      title: 'Beautifully sewn',
      text: 'Look at the corners. Somebody cared.',
      from: 'Flies on the beach',
      month: '2025-09',
    },
  ],
  gull: [
    {
      stars: 5,
      title: 'The gulls are confused',
      text: 'So was my neighbour.',
      from: 'Flies by the harbour',
      month: '2026-07',
    },
    {
      stars: 4,
      title: 'Better with a long line',
      text: 'It comes alive above the rooftops. Take the sixty metres.',
      from: 'Flies on a hill',
      month: '2026-03',
    },
  ],
  petrel: [
    {
      stars: 5,
      title: 'Corners like a ruler',
      text: 'I have flown for years and this is the first one that made me laugh out loud.',
      from: 'Flies two lines',
      month: '2026-06',
    },
    {
      stars: 4,
      title: 'Fast to learn',
      text: 'Crashed it eleven times on Saturday, none on Sunday.',
      from: 'Flies on sand',
      month: '2026-05',
    },
  ],
  fulmar: [
    {
      stars: 5,
      title: 'Stops dead in the air',
      text: 'And then goes backwards. Children gathered.',
      from: 'Flies four lines',
      month: '2026-04',
    },
    {
      stars: 5,
      title: 'Fits in the bicycle bag',
      text: 'With lines, handles and lunch.',
      from: 'Flies after work',
      month: '2026-02',
    },
  ],
  sled: [
    {
      stars: 5,
      title: 'Always in my coat',
      text: 'The best kite is the one you have with you.',
      from: 'Flies at bus stops',
      month: '2026-07',
    },
    {
      stars: 4,
      title: 'Birthday standard',
      text: 'I buy four at a time.',
      from: 'Flies in gardens',
      month: '2026-01',
    },
  ],
  minnow: [
    {
      stars: 5,
      title: 'Survived the dog',
      text: 'The dog did not mean it. The fish did not mind.',
      from: 'Flies in a garden',
      month: '2026-06',
    },
  ],
  eel: [
    {
      stars: 5,
      title: 'That face',
      text: 'It looks down on you and it is right.',
      from: 'Flies at the seaside',
      month: '2026-07',
    },
    {
      stars: 4,
      title: 'The tail likes bushes',
      text: 'But it comes out again.',
      from: 'Flies on heathland',
      month: '2026-04',
    },
  ],
  billow: [
    {
      stars: 4,
      title: 'No sticks, no tears',
      text: 'Sat on it, slept on it, flew it.',
      from: 'Flies on ferries',
      month: '2026-05',
    },
  ],
  winder: [
    {
      stars: 5,
      title: 'Line that does not curl',
      text: 'Ten-metre marks are a small, great idea.',
      from: 'Flies everywhere',
      month: '2026-03',
    },
  ],
};

export function reviewsOf(productId: string): readonly Review[] {
  return byProduct[productId] ?? [];
}

/** Mean of the stars with one decimal, or null where nobody has written yet. */
export function meanStars(reviews: readonly Review[]): number | null {
  if (!reviews.length) return null;
  const sum = reviews.reduce((total, review) => total + review.stars, 0);
  return Math.round((sum / reviews.length) * 10) / 10;
}
