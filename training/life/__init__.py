"""What is told becomes a picture of a life: taught what a fact does to another, and measured on annotated voices."""
