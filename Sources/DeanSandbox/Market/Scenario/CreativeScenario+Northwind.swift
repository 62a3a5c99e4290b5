extension CreativeScenario {
    /// The record shop's creatives.
    ///
    /// The first is the clear winner; "Gift card" links to a page that is sold out.
    static let northwind: [CreativeScenario] = [
        CreativeScenario(
            "Rain on the window",
            title: "Hear the rain in the room",
            body: "Slow Tide, cut at half speed on 180 g vinyl. Ships tomorrow.",
            CreativeQuality(clickRate: 0.027, purchaseRate: 0.074, basket: 1.08)
        ),
        CreativeScenario(
            "Little Wren, table",
            title: "Your first turntable, solved",
            body: "Little Wren plugs into any speaker and forgives every beginner.",
            CreativeQuality(clickRate: 0.016, purchaseRate: 0.036, basket: 1.5)
        ),
        CreativeScenario(
            "Static Garden, gatefold",
            title: "Unfold it",
            body: "Static Garden's second album with a gatefold drawn by the band.",
            CreativeQuality(clickRate: 0.019, purchaseRate: 0.044)
        ),
        CreativeScenario(
            "Tour van",
            title: "Nine towns, one van",
            body: "The record they finished on the road.",
            CreativeQuality(clickRate: 0.014, purchaseRate: 0.034, hookRate: 0.26)
        ),
        CreativeScenario(
            "Candle and needle",
            title: "Dinner, then side two",
            body: "Blue Hour: a quartet, one microphone, no edits.",
            CreativeQuality(clickRate: 0.017, purchaseRate: 0.042)
        ),
        CreativeScenario(
            "Side A",
            title: "Side A is for mornings",
            body: "Records picked by people who open the shop at eight.",
            CreativeQuality(clickRate: 0.018, purchaseRate: 0.038, basket: 0.85)
        ),
        CreativeScenario(
            "Gift card",
            title: "For the one who has everything",
            body: "A Northwind gift card, in confetti.",
            CreativeQuality(clickRate: 0.011, purchaseRate: 0)
        ),
        CreativeScenario(
            "Studio teaser",
            title: "Paper Lanterns is coming back",
            body: "You read us once. Here is what you missed.",
            CreativeQuality(clickRate: 0.027, purchaseRate: 0.050, wear: 0.8, hookRate: 0.31)
        ),
        CreativeScenario(
            "Pencil rewind",
            title: "Tape hiss included",
            body: "Limited cassettes. Pencil not included.",
            CreativeQuality(clickRate: 0.015, purchaseRate: 0.040, basket: 0.6)
        ),
        CreativeScenario(
            "Slow Tide, one take",
            title: "One room, one take",
            body: "Slow Tide, live in the hall where it was written.",
            CreativeQuality(clickRate: 0.023, purchaseRate: 0.052, hookRate: 0.34, holdRate: 0.32)
        ),
        CreativeScenario(
            "Crate No. 5",
            title: "Off the floor at last",
            body: "Eighty records, five boards, no screws.",
            CreativeQuality(clickRate: 0.018, purchaseRate: 0.045, basket: 1.2)
        ),
        CreativeScenario(
            "Needle drop",
            title: "The sound before the sound",
            body: "A second of crackle, then everything.",
            CreativeQuality(clickRate: 0.020, purchaseRate: 0.041, hookRate: 0.38, holdRate: 0.28)
        ),
        CreativeScenario(
            "Little Wren, unboxing",
            title: "Out of the box in fifteen seconds",
            body: "Little Wren: plays before the kettle boils.",
            CreativeQuality(clickRate: 0.021, purchaseRate: 0.040, basket: 1.45, hookRate: 0.33)
        ),
        CreativeScenario(
            "Sleeve Club",
            title: "A record a month, chosen by hand",
            body: "Join the Sleeve Club and stop scrolling.",
            CreativeQuality(clickRate: 0.017, purchaseRate: 0.048)
        ),
        CreativeScenario(
            "Sunday, side B",
            title: "Sunday, coffee, side B",
            body: "Three records that ask nothing of you.",
            CreativeQuality(clickRate: 0.019, purchaseRate: 0.045, wear: 180)
        ),
        CreativeScenario(
            "Shop floor",
            title: "Come in, look around",
            body: "Two minutes in a shop that smells of cardboard.",
            CreativeQuality(clickRate: 0.013, purchaseRate: 0.037, hookRate: 0.22)
        ),
        CreativeScenario(
            "Tote bundle",
            title: "Tote, seven-inch, done",
            body: "The bundle that fits under an arm.",
            CreativeQuality(clickRate: 0.016, purchaseRate: 0.043, basket: 0.7)
        ),
        CreativeScenario(
            "Founder letter",
            title: "Why we still press records",
            body: "A letter from the back room, four paragraphs long.",
            CreativeQuality(clickRate: 0.007, purchaseRate: 0.030)
        ),
        CreativeScenario(
            "Sale banner",
            title: "Autumn sale",
            body: "Up to a third off, while it lasts.",
            CreativeQuality(clickRate: 0.009, purchaseRate: 0.021, basket: 0.8, wear: 2)
        ),
        CreativeScenario(
            "Test pressing",
            title: "Win a test pressing",
            body: "One of five. White label, stamped by hand.",
            CreativeQuality(clickRate: 0.021, purchaseRate: 0.010, leadRate: 0.17)
        ),
        CreativeScenario(
            "Listening room",
            title: "Fridays at nine",
            body: "A new record every week, before anyone else hears it.",
            CreativeQuality(clickRate: 0.014, purchaseRate: 0.010, leadRate: 0.13)
        ),
        CreativeScenario(
            "Crate waiting",
            title: "Your crate is waiting",
            body: "Still thinking it over? It is still here.",
            CreativeQuality(clickRate: 0.022, purchaseRate: 0.055)
        ),
        CreativeScenario(
            "Green vinyl",
            title: "First pressing, on green",
            body: "Five hundred copies, numbered.",
            CreativeQuality(clickRate: 0.016, purchaseRate: 0.040)
        ),
    ]
}
