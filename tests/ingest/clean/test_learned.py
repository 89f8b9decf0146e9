from ingest.clean.learned import noise_scores


def test_advertising_scores_above_guidance() -> None:
    advert, guidance = noise_scores(
        ["Buchen Sie jetzt Ihre kostenlose Demo.", "Buchen Sie die Räume ein halbes Jahr im Voraus."]
    )
    assert advert > 0 > guidance


def test_scores_do_not_depend_on_what_else_is_asked() -> None:
    sentences = ["Der Raum ist ruhig.", "Subscribe to our newsletter today.", "Am Ende danken beide einander."]
    assert noise_scores(sentences) == [score for sentence in sentences for score in noise_scores([sentence])]


def test_no_sentences_have_no_scores() -> None:
    assert noise_scores([]) == []
