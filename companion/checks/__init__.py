"""The rubric's criteria, one small pure function each, used while making artefacts and while measuring them."""
