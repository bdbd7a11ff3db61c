// The two screens that every page is made for.

/** A doctor's screen and a patient's phone. */
export const viewports = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;
